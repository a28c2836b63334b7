"""Where releases are kept: the seam (``Store``) and the stores behind it."""

import re
from pathlib import Path

from graphdb.errors import BadParameter
from graphdb.stores.base import Hit, ReleaseInfo, Store
from graphdb.stores.sqlite import SqliteStore

__all__ = ["Hit", "ReleaseInfo", "Store", "open_store"]

_ADDRESS = re.compile(r"^([a-z][a-z0-9+.-]*)://", re.IGNORECASE)


def open_store(setting: str, create: bool = False) -> Store:
    """The store at ``setting``: the path of a file. ``create`` lets the first save make it.

    Raises:
        BadParameter: ``setting`` names no place that this version can keep releases in.
        StoreMissing: there is no such file, and ``create`` is not set.
        StoreNotOurs: the file is not a datareach store, or was written by a newer version.
        StoreFailed: the file cannot be read.
    """
    if not setting.strip() or "\0" in setting:
        raise BadParameter("The setting of the store is empty or no path.", "Name a file, such as datareach.sqlite.")
    address = _ADDRESS.match(setting)
    if address is not None:
        raise BadParameter(f"A store at {address.group(1)}:// is not supported by this version.", "Name a file.")
    return SqliteStore(Path(setting), create=create)
