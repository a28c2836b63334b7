"""Histories that contradict ``start`` and ``end``, and ``attested`` where it says nothing."""

from collections.abc import Iterator

from graphdb.dates import PartialDate
from graphdb.model import Flow, FlowEvent, FlowState
from ingest.check.facts import Facts
from ingest.entries import Entry
from ingest.faults import Fault

__all__ = ["check_histories"]

_OPENING = (FlowState.active, FlowState.planned, FlowState.proposed)
_CLOSING = (FlowState.ended, FlowState.blocked, FlowState.suspended)
_DATED = (FlowState.blocked, FlowState.use_barred, FlowState.use_allowed)
"""A court or an authority decided these on a day: that one was so 'by' a date says nothing."""


def check_histories(facts: Facts) -> Iterator[Fault]:
    """The histories of flows."""
    for entry, flow in facts.each(Flow):
        yield from _attested(entry, flow)
        if flow.start is not None:
            yield from _start(entry, flow.history, flow.start)
        if flow.end is not None:
            yield from _end(entry, flow.history, flow.end)


def _attested(entry: Entry, flow: Flow) -> Iterator[Fault]:
    for number, event in enumerate(flow.history):
        if event.attested and event.state in _DATED:
            problem = f"a state {event.state.value!r} cannot be attested"
            yield entry.fault(("history", number, "attested"), problem, "Leave the key out.")


def _start(entry: Entry, history: tuple[FlowEvent, ...], start: PartialDate) -> Iterator[Fault]:
    active = next((event for event in history if event.state is FlowState.active), None)
    if active is None:
        yield entry.fault(("start",), "the history has no active entry", "Add it, or leave start out.")
    elif not active.date.overlaps(start):
        problem = f"{start} is not the date of the first active entry ({active.date})"
        yield entry.fault(("start",), problem, "Give both the date that the source gives.")


def _end(entry: Entry, history: tuple[FlowEvent, ...], end: PartialDate) -> Iterator[Fault]:
    opened, closing = False, None
    for number, event in enumerate(history):
        opened = opened or event.state in _OPENING
        if opened and event.state in _CLOSING and event.date.overlaps(end):
            closing = number
            break
    if closing is None:
        problem = f"no entry ended, blocked or suspended of this date ({end}) follows an active one"
        yield entry.fault(("end",), problem, "Give the end and the history the same date, or leave end out.")
    elif any(event.state is FlowState.active for event in history[closing + 1 :]):
        yield entry.fault(("end",), "the history is active again after it", "Leave end out: the history says it all.")
