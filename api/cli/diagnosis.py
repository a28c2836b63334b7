"""What ``doctor`` finds out."""

import contextlib
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graphdb.errors import DataReachError
from graphdb.release import Release
from graphdb.settings import Settings
from graphdb.stores import Store, open_store

__all__ = ["Finding", "Mark", "diagnose"]

_OPTIONAL = {
    "java": "a Neo4j store would need it",
    "neo4j": "a Neo4j store would need it",
    "chromium": "browser tests would need it",
    "dot": "pictures use it where DATAREACH_DOT names it",
}
_OLDEST_PYTHON = (3, 11)


class Mark(StrEnum):
    """``absent``: optional, not there, and not needed now."""

    good = "ok"
    bad = "BAD"
    absent = "absent"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    mark: Mark
    what: str
    says: str


def diagnose(settings: Settings) -> tuple[Finding, ...]:
    """Everything that can be looked at without changing anything."""
    return (*_machine(), *_store(settings), *_programs())


def _machine() -> Iterator[Finding]:
    recent = sys.version_info >= _OLDEST_PYTHON
    yield Finding(Mark.good if recent else Mark.bad, "Python", f"{platform.python_version()} (3.11 or later is needed)")
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        options = {name for (name,) in connection.execute("PRAGMA compile_options")}
    words = "with FTS5" if "ENABLE_FTS5" in options else "without FTS5, which the search needs"
    mark = Mark.good if "ENABLE_FTS5" in options else Mark.bad
    yield Finding(mark, "SQLite", f"{sqlite3.sqlite_version}, {words}")


def _store(settings: Settings) -> Iterator[Finding]:
    for one in Settings.described():
        value = getattr(settings, one.name)
        yield Finding(Mark.good, f"setting {one.name}", f"{value} ({one.variable}; default {one.default})")
    try:
        with open_store(settings.store) as store:
            yield from _releases(store)
    except DataReachError as error:
        yield Finding(Mark.bad, "store", f"{error.message} {error.hint}".strip())


def _releases(store: Store) -> Iterator[Finding]:
    current = store.find()
    yield Finding(Mark.good, "release", f"{current.name}, published {current.published:%Y-%m-%d %H:%M} UTC")
    names = dict.fromkeys(info.name for info in store.releases())
    # Built anew from its records, so that the name is computed and not remembered.
    damaged = [name for name in names if Release.of(store.load(name).records).name != name]
    if damaged:
        yield Finding(Mark.bad, "integrity", f"the content does not have the name of {', '.join(damaged)}")
    else:
        count = "1 release" if len(names) == 1 else f"{len(names)} releases"
        yield Finding(Mark.good, "integrity", f"the content of {count} has the name that it is kept under")


def _programs() -> Iterator[Finding]:
    for name, purpose in _OPTIONAL.items():
        path = shutil.which(name)
        yield Finding(Mark.good if path else Mark.absent, name, path or f"not found; not needed now ({purpose})")
