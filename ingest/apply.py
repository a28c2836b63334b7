"""Writes what a plan says, and nothing else."""

import datetime

from graphdb.errors import StoreBusy, StoreMissing
from graphdb.release import Release
from graphdb.stores.base import Progress, Store, silent
from ingest.plan import Plan

__all__ = ["apply", "current"]


def current(store: Store) -> Release | None:
    """The release that the store holds now, or nothing when it is new."""
    try:
        return store.load()
    except StoreMissing:
        return None


def apply(store: Store, made: Plan, after: Release, now: datetime.datetime, progress: Progress = silent) -> bool:
    """Save the release that the plan leads to. Returns whether anything was written: an empty plan writes nothing.

    Raises:
        StoreBusy: the store no longer holds the release from which the plan was made.
        ValueError: the plan leads to another release.
    """
    if made.after != after.name:
        raise ValueError("The plan was made for another release.")
    if made.empty:
        store.mend()
        return False
    infos = store.releases()
    found = next((info.name for info in infos if info.current), None)
    if found != made.before:
        raise StoreBusy("Another ingest changed the store since the plan was made.", "Run it again.")
    store.save(after, now, progress)
    return True
