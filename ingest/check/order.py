"""Dates in an order that cannot be. Dates are intervals: only what contradicts in every reading is a fault."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from graphdb.dates import PartialDate
from graphdb.model import Agreement, Event, EventEffect, Flow, LegalAction
from ingest.check.facts import Facts
from ingest.entries import Entry
from ingest.faults import Fault, Path

__all__ = ["check_order"]

_REMEDY = "Look at the source again; a date that is not sure is written less exactly."


def check_order(facts: Facts) -> Iterator[Fault]:
    """Agreements, flows and legal actions whose dates contradict each other.

    An agreement may be signed after it takes effect, but neither after it expired.
    """
    for entry, agreement in facts.each(Agreement):
        yield from _pair(entry, ("expires",), agreement.signed, "signed", agreement.expires)
        yield from _pair(entry, ("expires",), agreement.effective, "effective", agreement.expires)
        yield from _sequence(entry, "history", [event.date for event in agreement.history])
    for entry, flow in facts.each(Flow):
        yield from _pair(entry, ("end",), flow.start, "start", flow.end)
        yield from _sequence(entry, "history", [event.date for event in flow.history])
    for entry, action in facts.each(LegalAction):
        yield from _sequence(entry, "events", [event.date for event in action.events])
        for number, event in enumerate(action.events):
            if _is_ruling(event):
                yield from _pair(entry, ("events", number, "date"), action.filed, "filed", event.date)


def _is_ruling(event: Event) -> bool:
    """What led to a case may lie before it; what the court did may not."""
    return event.effect is not EventEffect.none


def _pair(entry: Entry, path: Path, early: PartialDate | None, name: str, late: PartialDate | None) -> Iterator[Fault]:
    if early is not None and late is not None and late.before(early):
        yield entry.fault(path, f"{late} lies before {name} ({early})", _REMEDY)


def _sequence(entry: Entry, key: str, dates: Sequence[PartialDate]) -> Iterator[Fault]:
    for number, (earlier, later) in enumerate(pairwise(dates), 1):
        if later.before(earlier):
            problem = f"{later} lies before the entry above it ({earlier})"
            yield entry.fault((key, number, "date"), problem, "Put the entries in the order of their dates.")
