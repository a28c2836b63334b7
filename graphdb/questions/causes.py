"""What brought a change about: the entries in the histories of flows whose days begin or end there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphdb.graph import Graph
from graphdb.model import Flow, FlowEvent, FlowState
from graphdb.rules.states import periods

__all__ = ["Cause", "causes_of"]

_COPY_GONE = (FlowState.copy_deleted, FlowState.copy_returned)


@dataclass(frozen=True, slots=True)
class Cause:
    """An entry in the history of a flow: its date as the source gives it, the state it brought, the ruling behind it."""

    flow: str
    date: str
    state: str
    agreement: str | None
    legal_action: str | None
    why: str | None


def causes_of(graph: Graph, flows: Iterable[int], day: int) -> tuple[Cause, ...]:
    """The entries because of which days of these flows begin or end on the day, in the order of the flows."""
    found: dict[Cause, None] = {}
    for number in dict.fromkeys(flows):
        flow = graph.flows[number]
        for event in _events(flow, day):
            cause = Cause(flow.id, str(event.date), event.state.value, flow.agreement, event.legal_action, event.why)
            found[cause] = None
    return tuple(found)


def _events(flow: Flow, day: int) -> Iterator[FlowEvent]:
    for period in periods(flow):
        opened = flow.history[period.opened]
        closed = flow.history[period.closed] if period.closed is not None else None
        for span in (period.sure, period.possible):
            if span.first == day or (span.somewhere and span.last == day):
                yield opened
            if span.last + 1 == day and closed is not None:
                yield closed
            if span.kept_until + 1 == day:
                yield from (event for event in flow.history if event.state in _COPY_GONE and _may_be(event, day - 1))


def _may_be(event: FlowEvent, day: int) -> bool:
    return event.date.first <= day <= event.date.last
