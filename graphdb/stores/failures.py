"""What SQLite and the system say when a store cannot be used, in words for people: one table."""

import errno
import sqlite3
from pathlib import Path

from graphdb.errors import DataReachError, StoreBusy, StoreFailed, StoreNotOurs

__all__ = ["error_for", "error_for_file"]

_BUSY = (StoreBusy, "Another ingest is writing to {path}.", "Wait until it is done and run this again.")
_WHOLE = "The release before is still whole and current."
_OWNER = "Look at who owns the file and its folder."

_BY_SQLITE: dict[int, tuple[type[DataReachError], str, str]] = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_NOTADB: (
        StoreNotOurs,
        "{path} is not a datareach store.",
        "Name another file; this one stays as it is.",
    ),
    sqlite3.SQLITE_READONLY: (StoreFailed, "{path} cannot be written: it or its folder is read-only.", _OWNER),
    sqlite3.SQLITE_PERM: (StoreFailed, "{path} cannot be used: permission denied.", _OWNER),
    sqlite3.SQLITE_CANTOPEN: (
        StoreFailed,
        "{path} cannot be opened: it, its folder or the disk may be read-only.",
        _OWNER,
    ),
    sqlite3.SQLITE_FULL: (
        StoreFailed,
        "{path} cannot be written: the disk is full.",
        f"Free space and run this again. {_WHOLE}",
    ),
    sqlite3.SQLITE_IOERR: (
        StoreFailed,
        "{path} cannot be read or written: the disk failed or is full.",
        f"Look at the disk and run this again. {_WHOLE}",
    ),
    sqlite3.SQLITE_CORRUPT: (
        StoreFailed,
        "{path} is damaged.",
        "Put a copy back, or move it away and run `datareach ingest` again.",
    ),
}

_BY_SYSTEM: dict[int | None, tuple[str, str]] = {
    errno.EACCES: ("permission denied", _OWNER),
    errno.EPERM: ("permission denied", _OWNER),
    errno.EROFS: ("its folder is read-only", "Name a file in a folder that can be written."),
    errno.EISDIR: ("it is a folder", "Name a file."),
    errno.ENOENT: ("its folder does not exist", "Make the folder first."),
    errno.ENOTDIR: ("its folder is a file", "Name a file in a folder."),
    errno.ENOSPC: ("the disk is full", "Free space and run this again."),
    errno.EDQUOT: ("the disk is full", "Free space and run this again."),
}


def error_for(reason: sqlite3.Error, path: Path) -> DataReachError:
    """The error of a store for what SQLite raised."""
    code = getattr(reason, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the low byte: the code without its detail
    kind, message, hint = _BY_SQLITE.get(code, (StoreFailed, "{path} cannot be used: {reason}.", ""))
    return kind(message.format(path=path, reason=reason), hint)


def error_for_file(reason: OSError, path: Path) -> StoreFailed:
    """The error of a store for what the system raised."""
    why, hint = _BY_SYSTEM.get(reason.errno, (reason.strerror or str(reason), ""))
    return StoreFailed(f"{path} cannot be used: {why}.", hint)
