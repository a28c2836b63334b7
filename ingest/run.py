"""One run of the ingest: read, check, plan, apply. What the command line calls."""

import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphdb.errors import BadFacts
from graphdb.model import KINDS
from graphdb.release import Release
from graphdb.stores.base import Store
from ingest.apply import apply, current
from ingest.bounds import check_bounds
from ingest.check import Facts, check
from ingest.check.identity import check_vanished
from ingest.entries import Batch
from ingest.faults import Fault, ordered, report_lines
from ingest.plan import Plan, combine, plan, stop_at_loss
from ingest.sources import READERS

__all__ = ["IngestReport", "Progress", "check_folder", "run_ingest"]

Progress = Callable[[str, int, int], None]
"""Told the stage (read, check, plan, apply), how much of it is done, and how much there is."""

Answers = Callable[[Release | None, Release, datetime.date], Sequence[str]]
"""Tells which answers about a day differ between two releases, one line each."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run did. ``counts``: how many records of each kind the release holds; ``saved``: it was published."""

    plan: Plan
    release: str
    saved: bool
    counts: dict[str, int]
    warnings: tuple[str, ...] = ()


def _silent(stage: str, done: int, total: int) -> None:
    """Tells nobody."""


def run_ingest(
    store: Store,
    *,
    facts: Path | None,
    plan_only: bool,
    allow_loss: bool,
    now: datetime.datetime,
    as_of: datetime.date,
    progress: Progress = _silent,
    answers_between: Answers | None = None,
    readers: Sequence[str] = ("curated",),
) -> IngestReport:
    """Load the facts (a folder; none: the packaged ones) into the store. A second run changes nothing.

    ``allow_loss`` lets a load lose many records, and ids vanish without an entry in ``renamed.yaml``. ``as_of`` is the
    day about which ``answers_between`` is asked. Records of readers that are not named in ``readers`` stay as they are.

    Raises:
        BadFacts: the input has faults; nothing was written.
        TooMuchLost: the load holds much less than the release before; nothing was written.
        StoreBusy, StoreFailed: the store could not be written.
    """
    before = current(store)
    batch = _read(facts, readers, progress)
    _accepted(before, batch, allow_loss, progress)
    after = combine(before, batch.records, batch.readers)
    progress("plan", 0, 1)

    made = plan(before, after, lambda old, new: answers_between(old, new, as_of) if answers_between else ())
    progress("plan", 1, 1)
    saved = False
    if not plan_only:
        progress("apply", 0, 1)
        saved = apply(store, made, after, now, lambda done, total: progress("apply", done, total))
        progress("apply", 1, 1)
    counts = dict.fromkeys(KINDS, 0) | Counter(record.kind_name for record in after.records)
    return IngestReport(made, after.name, saved, counts, tuple(batch.warnings))


def check_folder(facts: Path | None = None) -> tuple[Fault, ...]:
    """Every fault of a facts folder by itself, without a store."""
    batch = _read(facts, ("curated",), _silent)
    return ordered([*batch.faults, *check(Facts(tuple(batch.entries), complete=batch.complete))])


def _read(facts: Path | None, readers: Sequence[str], progress: Progress) -> Batch:
    whole = Batch()
    for name in readers:
        reader = READERS[name]
        batch: Batch = reader.records(reader.read(facts), lambda done, total: progress("read", done, total))
        below, above = check_bounds(batch) if batch.complete else ([], [])
        batch.faults += below
        batch.warnings += above
        whole.add(batch)
    return whole


def _accepted(before: Release | None, batch: Batch, allow_loss: bool, progress: Progress) -> None:
    """Stops when the load has faults or lost too much."""
    progress("check", 0, 1)
    others = tuple(record for record in before.records if record.reader not in batch.readers) if before else ()
    facts = Facts(tuple(batch.entries), others, before, batch.complete)
    faults = [*batch.faults, *check(facts)]
    if not faults and not allow_loss:
        stop_at_loss(before, combine(before, batch.records, batch.readers))
    if batch.complete and not allow_loss:
        faults += check_vanished(facts)
    progress("check", 1, 1)
    if faults:
        every = ordered(faults)
        count = f"{len(every)} faults" if len(every) > 1 else "One fault"
        hint = "" if batch.complete else "Whether every id exists is checked when all files can be read."
        raise BadFacts(f"{count} in {', '.join(batch.places)}; nothing was written.", report_lines(every), hint)
