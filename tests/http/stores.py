"""Stores for the tests of the ways in: the real facts, and small graphs with traps in them."""

import datetime
from collections.abc import Iterable
from pathlib import Path

from graphdb.dates import parse_date
from graphdb.model import FormerId, Record
from graphdb.release import Release
from graphdb.stores import Store, open_store
from tests import real_facts, small

__all__ = ["HOSTILE", "PUBLISHED", "hostile_release", "moved_release", "opened", "save", "save_real"]

PUBLISHED = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC)

HOSTILE = "=1+1 \x1b[31m[bold]\u202eevil[/bold]\x9b2J"
"""A name that is a formula, a terminal command, markup and text that turns around."""


def save(path: Path, *releases: Release) -> Path:
    """Publish releases in a store, a day after each other."""
    with open_store(str(path), create=True) as store:
        for number, release in enumerate(releases):
            store.save(release, PUBLISHED + datetime.timedelta(days=number))
    return path


def save_real(folder: Path) -> Path:
    """A store with the real facts."""
    return save(folder / "real.db", real_facts.graph().release)


def opened(path: Path) -> Store:
    """The store in a file."""
    return open_store(str(path))


def hostile_release() -> Release:
    """A dataset whose name is an attack reaches ICE."""
    shorthand = {
        "organizations": {"ice": {}, "broker": {"name": HOSTILE}},
        "datasets": {"records": {"operator": "broker", "name": HOSTILE, "note": HOSTILE, "aliases": [HOSTILE]}},
        "agreements": {"contract": {"title": HOSTILE}},
        "flows": {
            "f": {
                "from": "records",
                "to": "ice",
                "agreement": "contract",
                "disputes": [{"by": HOSTILE, "says": HOSTILE, "sources": ["s-gazette"]}],
            }
        },
    }
    return small.release(shorthand)


def moved_release() -> Release:
    """An id that moved twice, one that was merged, and one that was withdrawn."""
    base = small.release(
        {
            "organizations": {"ice": {"former_ids": ["old-ice"]}, "broker": {}},
            "datasets": {"records": "broker"},
            "flows": {"f": {"from": "records", "to": "ice"}},
        }
    )
    return _with(
        base,
        FormerId(id="older-ice", to="old-ice", reason="Renamed.", date=parse_date("2026-01-02")),
        FormerId(id="gone", reason="Its source was retracted.", date=parse_date("2026-01-02")),
    )


def _with(release: Release, *records: Record) -> Release:
    every: Iterable[Record] = (*release.records, *records)
    return Release.of(every)
