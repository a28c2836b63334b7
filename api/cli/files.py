"""Files that a command writes: whole or not at all."""

import os
import secrets
from pathlib import Path

__all__ = ["write_whole"]


def write_whole(path: Path, content: bytes, *, replace: bool = True) -> None:
    """Write a file beside its place and put it there complete. ``replace``: over one of this name that is there.

    Raises:
        FileExistsError: there is one, and it is not to be replaced.
        OSError: the folder is not there, or the file cannot be written.
    """
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        with fresh.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            fresh.replace(path)
        else:
            path.hardlink_to(fresh)  # unlike a rename, it does not write over what is there
    finally:
        fresh.unlink(missing_ok=True)
