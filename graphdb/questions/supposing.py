"""A graph as it would be from a day on: agreements, flows or operators that end, orders that are lifted or extended.

A supposed end is a last active day, the day before: copies made until then stay, as they would. A lifted order gives back
the state before it. An extended order blocks every flow that still moves data and that the action names, or that is under an
agreement that it names, but for what the action itself let go on. What was on record for later days gives way to what is
supposed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graphdb.dates import day_text, parse_date
from graphdb.errors import BadParameter
from graphdb.graph import Graph
from graphdb.model import (
    Agreement,
    AgreementEvent,
    AgreementState,
    EventEffect,
    Flow,
    FlowEvent,
    FlowState,
    LegalAction,
    Record,
)
from graphdb.questions.removal import flows_named
from graphdb.release import Release
from graphdb.rules.states import WALKABLE, state_on, use_barred_on

__all__ = ["Supposed", "suppose"]

_WHY = "Supposed for this question."
_HELD_UP = (FlowState.blocked, FlowState.suspended)
_ENJOINED = (AgreementState.enjoined, AgreementState.partly_enjoined)


@dataclass(frozen=True, eq=False)
class Supposed:
    """The graph, and the ids of the flows whose state on the day is not what it was."""

    graph: Graph
    changed: tuple[str, ...]


def suppose(
    graph: Graph, day: int, *, ended: Iterable[str], lifted: Iterable[str], extended: Iterable[str]
) -> Supposed:
    """The graph as it would be from the day on. ``ended``: agreements, flows, places; the others: legal actions.

    Raises:
        UnknownId: there is no such record.
        BadParameter: a record is of a kind for which this cannot be supposed, or an action ordered nothing.
    """
    supposing = _Supposing(graph, day, {})
    for id_ in ended:
        supposing.end(id_)
    supposing.lift([_action(graph, id_) for id_ in lifted])
    for id_ in extended:
        supposing.extend(_action(graph, id_))
    changed = {id_: record for id_, record in supposing.changed.items() if record != graph.records[id_]}
    if not changed:
        return Supposed(graph, ())
    records = tuple(
        changed.get(record.id, record) if _may_change(record) else record for record in graph.release.records
    )
    flows = tuple(sorted(id_ for id_, record in changed.items() if isinstance(record, Flow)))
    return Supposed(Graph(Release.named(records, graph.name)), flows)


def _may_change(record: Record) -> bool:
    return isinstance(record, Flow | Agreement)  # a word of the vocabulary may have the id of another record


def _action(graph: Graph, id_: str) -> LegalAction:
    record = graph.record(id_)
    if not isinstance(record, LegalAction):
        kind = record.kind_name.replace("_", " ")
        raise BadParameter(f"{id_!r} is the id of a {kind}: only an order of a legal action is lifted or extended.")
    return record


@dataclass(frozen=True, eq=False)
class _Supposing:
    """The records changed so far, by id."""

    graph: Graph
    day: int
    changed: dict[str, Record]

    def end(self, id_: str) -> None:
        if isinstance(self.graph.record(id_), LegalAction):
            raise BadParameter(f"{id_!r} is a legal action, which ends nothing by itself.", "Lift or extend its order.")
        for flow in self._flows(id_):
            state = state_on(flow, self.day)[0]
            if state is not None and state.state in WALKABLE:
                self._add(flow, FlowState.ended, self.day - 1)

    def extend(self, action: LegalAction) -> None:
        if not _orders(self.graph, action):
            raise BadParameter(f"No order of {action.id!r} is on record that could be extended.")
        for flow in self._flows(action.id):
            state = state_on(flow, self.day)[0]
            if state is not None and state.state == FlowState.active and state.legal_action != action.id:
                self._add(flow, FlowState.blocked, self.day - 1, by=action.id)

    def lift(self, actions: Sequence[LegalAction]) -> None:
        """All at once: a flow that several of them hold up goes back to before the first."""
        ids = frozenset(action.id for action in actions)
        for flow in {flow.id: flow for id_ in ids for flow in self._flows(id_)}.values():
            state, before = state_on(flow, self.day)[0], _before(flow, ids)
            if state is not None and state.state in _HELD_UP and state.legal_action in ids and before is not None:
                self._add(flow, before, self.day)
            barred, _ = use_barred_on(flow, self.day)
            if barred is not None and barred.legal_action in ids:
                self._add(self._now(flow), FlowState.use_allowed, self.day)
        for agreement in self._agreements(ids):
            self._in_force(agreement)

    def _flows(self, id_: str) -> list[Flow]:
        numbers = sorted(set(flows_named(self.graph, id_)))
        return [self._now(self.graph.flows[number]) for number in numbers]

    def _now(self, flow: Flow) -> Flow:
        changed = self.changed.get(flow.id, flow)
        assert isinstance(changed, Flow)
        return changed

    def _add(self, flow: Flow, state: FlowState, day: int, *, by: str | None = None) -> None:
        """One more entry, in place of what is on record for later days."""
        date = parse_date(day_text(day) or "")
        kept = tuple(event for event in flow.history if event.date.first <= day)
        event = FlowEvent(date=date, state=state, why=_WHY, legal_action=by)
        self.changed[flow.id] = flow.model_copy(update={"history": (*kept, event)})

    def _agreements(self, actions: frozenset[str]) -> Iterator[Agreement]:
        for record in self.graph.release.of_kind("agreement"):
            if isinstance(record, Agreement):
                past = [event for event in record.history if event.date.first <= self.day]
                if past and past[-1].legal_action in actions and past[-1].state in _ENJOINED:
                    yield record

    def _in_force(self, agreement: Agreement) -> None:
        date = parse_date(day_text(self.day) or "")
        kept = tuple(event for event in agreement.history if event.date.first <= self.day)
        event = AgreementEvent(date=date, state=AgreementState.in_force, why=_WHY)
        self.changed[agreement.id] = agreement.model_copy(update={"history": (*kept, event)})


def _before(flow: Flow, actions: frozenset[str]) -> FlowState | None:
    """The state before the last orders of these actions held the flow up; none where none is on record."""
    states = [event for event in flow.history if event.state in (*WALKABLE, *_HELD_UP, FlowState.ended)]
    while states and states[-1].legal_action in actions and states[-1].state in _HELD_UP:
        states.pop()
    return states[-1].state if states else None


def _orders(graph: Graph, action: LegalAction) -> bool:
    """Whether the action is on record as having held something up."""
    if any(event.effect in (EventEffect.enjoins, EventEffect.partly_enjoins) for event in action.events):
        return True
    return any(
        event.legal_action == action.id and event.state in _HELD_UP for flow in graph.flows for event in flow.history
    )
