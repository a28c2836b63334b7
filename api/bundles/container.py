"""The container of a bundle: a zip file of which every byte follows from the names and contents of its files.

Nothing is compressed, every time and right is the same, and the files stand in the order of their names. So a reader can
make the container again from what it read, and every byte that differs is found; and no file can be larger unpacked than
packed.
"""

import io
import re
import zipfile
from collections.abc import Mapping

from graphdb.errors import BadBundle

__all__ = ["MOST_BYTES", "pack", "unpack"]

MOST_BYTES = 64 * 2**20
"""The size of the largest bundle that is read or written."""

_MOST_FILES = 20_000
_NAME = re.compile(
    r"README\.txt|(?:answer|manifest|citations\.csl)\.json|citations\.(?:bib|ris)"
    r"|sources/[a-z0-9-]{1,80}\.json|records/[a-z_]{1,20}/[a-z0-9_-]{1,80}\.json"
)
_MOMENT = (1980, 1, 1, 0, 0, 0)
_FILE_RIGHTS = 0o100644 << 16
_HINT = "Ask whoever sent it for the bundle once more, or make it again from its address."


def pack(files: Mapping[str, bytes]) -> bytes:
    """The container of files, by name.

    Raises:
        BadBundle: they are more than a bundle may hold.
    """
    if len(files) > _MOST_FILES or sum(map(len, files.values())) > MOST_BYTES // 2:
        raise BadBundle("The answer is too large for a bundle.", [], "Narrow the question.")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.create_system = 3
            entry.external_attr = _FILE_RIGHTS
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of a container, by name.

    Raises:
        BadBundle: it is none of ours, or any byte is not as ``pack`` would write it.
    """
    if len(data) > MOST_BYTES:
        raise BadBundle(f"The file is larger than {MOST_BYTES // 2**20} MiB: no bundle is.", [], _HINT)
    try:
        files = _read(data)
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, RuntimeError) as reason:
        raise BadBundle(
            "The file cannot be read as a bundle.", [str(reason) or type(reason).__name__], _HINT
        ) from reason
    if pack(files) != data:
        raise BadBundle("The file was changed: it is not, byte for byte, what datareach writes.", [], _HINT)
    return files


def _read(data: bytes) -> dict[str, bytes]:
    """The files. Raises BadBundle for what a bundle never holds, before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_FILES:
            raise BadBundle(f"It holds {len(entries):,} files: no bundle does.", [], _HINT)
        faults = []
        for entry in entries:
            if not _NAME.fullmatch(entry.filename):
                faults.append(f"{entry.filename[:100]!r} is no name of a file of a bundle")
            elif entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
                faults.append(f"{entry.filename} is compressed; a bundle is not")
        if len({entry.filename for entry in entries}) != len(entries):
            faults.append("a file is there twice")
        if faults or sum(entry.file_size for entry in entries) > len(data):
            raise BadBundle("The file is no bundle of datareach.", faults or ["it claims more than it holds"], _HINT)
        return {entry.filename: archive.read(entry) for entry in entries}
