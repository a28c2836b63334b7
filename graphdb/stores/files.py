"""A release as a folder of plain files: one file of JSON Lines a kind, and ``release.json`` that names and counts them.

The lines are the canonical lines of ``graphdb.release``, so writing what was read gives the same bytes. A kind without
records has no file. ``release.json``::

    {"files": {"flows.jsonl": {"records": 354, "sha256": "..."}, ...}, "format": "datareach release 1", "name": "..."}
"""

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphdb.errors import BadFacts, StoreMissing, StoreNotOurs
from graphdb.model import KINDS, Record
from graphdb.release import Release, canonical_line, read_record
from graphdb.stores.failures import error_for_file

__all__ = ["read_files", "write_files"]

_FORMAT = "datareach release 1"
_TABLE = "release.json"
_KIND_OF_FILE = {f"{kind.plural}.jsonl": name for name, kind in KINDS.items()}

_LONGEST_LINE = 1 << 20
"""Bytes of one record; the longest of the curated facts has some 10,000."""

_LARGEST_FILE = 1 << 28
"""Bytes of one file."""

_MOST_FAULTS = 20
"""Faults told of one file: after that the file as a whole is wrong."""


def write_files(release: Release, folder: Path) -> None:
    """Write ``release`` to ``folder``, whole or not at all. An earlier export in this folder is replaced.

    The files are written to a hidden folder beside it, which then takes its place.

    Raises:
        StoreNotOurs: the folder holds other files.
        StoreFailed: the folder cannot be written.
    """
    with _told(folder):
        folder = folder.resolve()
        _refuse_others(folder)
        fresh = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
        fresh.mkdir()
        try:
            for name, content in _contents(release).items():
                _write(fresh / name, content)
            _flush(fresh)
            _replace(folder, fresh)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def read_files(folder: Path) -> Release:
    """The release in ``folder``, checked against the hashes and the name in ``release.json``.

    Raises:
        StoreMissing: there is no such folder, or it holds no ``release.json``.
        StoreFailed: a file cannot be read.
        BadFacts: a file is missing, unknown, damaged or not canonical; the report names file and line.
    """
    with _told(folder):
        if not (folder / _TABLE).is_file():
            raise StoreMissing(f"{folder} holds no release.", f"Name a folder with a {_TABLE}, as an export writes it.")
        table, reading = _read_table(folder), _Reading()
        there = {path.name for path in folder.iterdir()} - {_TABLE}
        for name in sorted(there - set(table["files"])):
            reading.fault(name, f"is not named in {_TABLE}")
        for name in sorted(set(table["files"]) - there):
            reading.fault(name, "is missing")
        for name in sorted(set(table["files"]) & there):
            reading.read(folder / name, table["files"][name])
    release = Release.of(reading.records)
    if not reading.faults and release.name != table["name"]:
        reading.fault(_TABLE, f"names the release {table['name']}, the files hold {release.name}")
    if reading.faults:
        raise BadFacts(f"{folder} is not the release that it was.", reading.faults, "Export it again.")
    return release


def _contents(release: Release) -> dict[str, bytes]:
    """The bytes of every file, by name; ``release.json`` is the last."""
    contents = {}
    table: dict[str, dict[str, Any]] = {}
    for name, kind in _KIND_OF_FILE.items():
        lines = [canonical_line(record) + "\n" for record in release.of_kind(kind)]
        if lines:
            contents[name] = "".join(lines).encode()
            table[name] = {"records": len(lines), "sha256": hashlib.sha256(contents[name]).hexdigest()}
    told = {"format": _FORMAT, "name": release.name, "files": table}
    contents[_TABLE] = (json.dumps(told, indent=2, sort_keys=True) + "\n").encode()
    return contents


def _refuse_others(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise StoreNotOurs(f"{folder} is a file.", "Name a folder.")
    others = sorted(path.name for path in folder.iterdir() if path.name not in {*_KIND_OF_FILE, _TABLE})
    if others:
        raise StoreNotOurs(f"{folder} holds other files, such as {others[0]}.", "Name a new or empty folder.")
    if any(folder.iterdir()) and not (folder / _TABLE).is_file():
        raise StoreNotOurs(f"{folder} holds files, but no {_TABLE}: it is no export.", "Name a new or empty folder.")


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    """Make names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(folder: Path, fresh: Path) -> None:
    """Put ``fresh`` in the place of ``folder``. A full folder cannot be renamed over: it steps aside, then goes."""
    aside = fresh.with_name(f"{fresh.name}-old")
    try:
        fresh.rename(folder)  # replaces nothing, or an empty folder
    except OSError:
        folder.rename(aside)
        try:
            fresh.rename(folder)
        except OSError:
            aside.rename(folder)
            raise
        shutil.rmtree(aside, ignore_errors=True)
    _flush(folder.parent)


def _read_table(folder: Path) -> dict[str, Any]:
    with (folder / _TABLE).open("rb") as file:
        content = file.read(_LONGEST_LINE)
    try:
        table: dict[str, Any] = json.loads(content)
        fault = _fault_of(table)
    except (ValueError, AttributeError, TypeError, RecursionError) as reason:
        table, fault = {}, f"is no table of a release ({reason})"
    if fault:
        raise BadFacts(f"{folder} is not the release that it was.", [f"{_TABLE}: {fault}"], "Export it again.")
    return table


def _fault_of(table: dict[str, Any]) -> str:
    if table.keys() != {"format", "name", "files"}:
        return "has other keys than format, name and files"
    if table["format"] != _FORMAT:
        return f"the format is not {_FORMAT!r}"
    if any(told.keys() != {"records", "sha256"} for told in table["files"].values()):
        return "a file has other keys than records and sha256"
    return ""


@contextlib.contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as reason:
        raise error_for_file(reason, folder) from reason


@dataclass
class _Reading:
    """The records read so far, and one line for every fault."""

    records: list[Record] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def fault(self, place: str, what: str) -> None:
        self.faults.append(f"{place}: {what}")

    def read(self, path: Path, told: dict[str, Any]) -> None:
        """Read one file and compare it with what ``release.json`` tells of it."""
        kind = _KIND_OF_FILE.get(path.name)
        if kind is None:
            self.fault(path.name, "is no file of a release")
            return
        if not path.is_file():
            self.fault(path.name, "is no file")
            return
        if path.stat().st_size > _LARGEST_FILE:
            self.fault(path.name, f"is larger than {_LARGEST_FILE} bytes")
            return
        digest, before, count, known_faults = hashlib.sha256(), "", 0, len(self.faults)
        with path.open("rb") as file:
            while line := file.readline(_LONGEST_LINE):
                count += 1
                digest.update(line)
                before = self._read_line(f"{path.name}:{count}", line, kind, before)
                if len(self.faults) - known_faults >= _MOST_FAULTS:
                    self.fault(path.name, "has more faults")
                    return
        if digest.hexdigest() != told["sha256"]:
            self.fault(path.name, f"its SHA-256 is {digest.hexdigest()}, {_TABLE} says {told['sha256']}")
        if count != told["records"]:
            self.fault(path.name, f"holds {count} lines, {_TABLE} says {told['records']}")

    def _read_line(self, place: str, line: bytes, kind: str, before: str) -> str:
        """Read one line; gives its id, which the next one must follow."""
        if not line.endswith(b"\n"):
            long = len(line) == _LONGEST_LINE
            self.fault(place, f"is longer than {_LONGEST_LINE} bytes" if long else "is cut off")
            return before
        try:
            text = line[:-1].decode()
            record = read_record(text)
        except UnicodeDecodeError as reason:
            self.fault(place, f"is no UTF-8 ({reason.reason} at byte {reason.start})")
            return before
        except BadFacts as reason:
            self.fault(place, reason.report[0])
            return before
        if record.kind_name != kind:
            self.fault(place, f"holds a record of the kind {record.kind_name}")
        elif canonical_line(record) != text:
            self.fault(place, "is not as an export writes it (order of keys, spaces, a key that says its default)")
        elif record.id <= before:
            self.fault(place, f"{record.id} does not come after {before}")
        self.records.append(record)
        return record.id
