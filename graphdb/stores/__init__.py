"""Where releases are kept: the seam (``Store``) and the stores behind it."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from graphdb.errors import BadParameter
from graphdb.stores.base import Hit, Progress, ReleaseInfo, Store
from graphdb.stores.sqlite import SqliteStore

__all__ = ["Hit", "Progress", "ReleaseInfo", "Store", "open_store"]

_ADDRESS = re.compile(r"^([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_NEO4J = re.compile(r"^(neo4j|bolt)(\+s|\+ssc)?$", re.IGNORECASE)


def open_store(setting: str, create: bool = False, environment: Mapping[str, str] = os.environ) -> Store:
    """The store at ``setting``: the path of a file, or the address of a Neo4j server (``neo4j://localhost:7687``), whose
    credentials are in ``environment``. ``create`` lets the first save make a file; a server is not asked anything yet.

    Raises:
        BadParameter: ``setting`` names no place that this version can keep releases in.
        StoreMissing: there is no such file, and ``create`` is not set.
        StoreNotOurs: the file is not a datareach store, or was written by a newer version.
        StoreFailed: the file cannot be read.
    """
    if not setting.strip() or "\0" in setting:
        raise BadParameter("The setting of the store is empty or no path.", "Name a file, such as datareach.sqlite.")
    address = _ADDRESS.match(setting)
    if address is None:
        return SqliteStore(Path(setting), create=create)
    if _NEO4J.match(address.group(1)) is None:
        raise BadParameter(f"A store at {address.group(1)}:// is not supported by this version.", "Name a file.")
    from graphdb.stores.neo4j_store import Neo4jStore  # noqa: PLC0415 - the driver takes a third of a second to import

    return Neo4jStore.at(setting, environment)
