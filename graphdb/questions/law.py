"""What do courts and audits do to it? Every legal action that touches a way to the target: what it holds up on the day,
since when, what goes on all the same, and what stays as a copy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphdb.answers import Coverage, LegalTouch, Place
from graphdb.graph import Graph
from graphdb.model import FlowState, LegalAction
from graphdb.questions.asked_places import origin_outside
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.remembering import remembered
from graphdb.questions.search_routes import Search
from graphdb.questions.telling import tell_coverage, tell_hop, tell_place
from graphdb.questions.told import Told, day_opening, sentence, some_names
from graphdb.rules.reachability import leading_to
from graphdb.rules.states import state_entries, state_on, use_barred_on
from graphdb.rules.target import target_places
from graphdb.rules.walking import Arcs, onward_from, select, walk_of, walkable, walkable_flows
from graphdb.sentences import number_words

__all__ = ["EXAMPLE", "LawAnswer", "LawParameters", "LegalRow", "ask"]

EXAMPLE = "law ice --origin irs-address-records"

Flags = NDArray[np.bool_]

_HELD_UP = (FlowState.blocked, FlowState.suspended)


@dataclass(frozen=True, slots=True)
class LawParameters:
    """What touches the ways to the target: of one origin or, without one, of all."""

    target: str
    filters: Filters
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Touch:
    """A flow on a way to the target, and how a legal action touches it."""

    flow: str
    touch: LegalTouch


@dataclass(frozen=True, slots=True)
class LegalRow:
    """One legal action. ``touches``: the flows on ways to the target that it is about or has changed, or whose agreement
    it has. ``blocked``: those that it holds up on the day; ``use_barred``: those whose copy it forbids to use.
    ``stopped``: origins with data on the way over a blocked flow that surely flows by no way on the day; ``copies``:
    those of them of which the target surely holds data; ``still_flowing``: origins whose data flows by another way."""

    id: str
    name: str
    kind: str
    court: str | None
    status: str
    outcome: str
    filed: str | None
    touches: tuple[Touch, ...]
    blocked: tuple[str, ...]
    use_barred: tuple[str, ...]
    stopped: tuple[Place, ...]
    copies: tuple[Place, ...]
    still_flowing: tuple[Place, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawAnswer:
    """The answer to ``LawParameters``; rows that hold something up first."""

    parameters: LawParameters
    release: str
    target: Place
    rows: tuple[LegalRow, ...]
    coverage: Coverage
    told: Told


_COVERAGE = "Only actions that name one of these flows or agreements on record are listed."


@remembered
def ask(graph: Graph, parameters: LawParameters) -> LawAnswer:
    """Answer which legal actions touch ways to the target.

    Raises:
        UnknownId: no place has one of the ids.
        BadParameter: the origin is a place of the target, or a category is unknown.
    """
    parameters.filters.check(graph)
    target = graph.place(parameters.target)
    mask = target_places(graph.network, target).mask
    asked = parameters.origin
    origin = origin_outside(graph, asked, target, mask) if asked is not None else None
    rows = _Finder(graph, Search(graph, parameters.filters, mask, mask, only_from=origin)).rows()
    told_target = tell_place(graph, target)
    return LawAnswer(
        parameters=parameters,
        release=graph.name,
        target=told_target,
        rows=rows,
        coverage=tell_coverage(
            graph,
            _COVERAGE,
            parameters.filters.day,
        ),
        told=_told(graph, parameters, told_target, rows),
    )


@dataclass(frozen=True, eq=False)
class _Finder:
    graph: Graph
    search: Search

    def rows(self) -> tuple[LegalRow, ...]:
        """The actions that touch a flow on a way, those that hold something up first."""
        search = self.search
        arcs = self._arcs()
        leads = leading_to(arcs.starts, arcs.tail, search.targets)
        comes = None if search.only_from is None else onward_from(arcs, [search.only_from])
        ways = arcs.where(leads[arcs.head] if comes is None else leads[arcs.head] & comes[arcs.tail])
        touching: dict[str, list[Touch]] = {}
        for number in sorted(
            {*ways.flow[ways.flow >= 0].tolist(), *self._stopped_before_they_began(arcs, leads, comes)}
        ):
            flow = self.graph.flows[number]
            for touch in tell_hop(self.graph, flow, self.search.filters.day).legal_actions:
                touching.setdefault(touch.id, []).append(Touch(flow.id, touch))
        rows = [self._row(id_, touches, arcs) for id_, touches in touching.items()]
        return tuple(sorted(rows, key=lambda row: (not (row.blocked or row.use_barred), -len(row.blocked), row.id)))

    def _arcs(self) -> Arcs:
        """The arcs that the filters walk, whatever the day."""
        network, search = self.graph.network, self.search
        selection = search.filters.walked(self.graph)
        walk = walk_of(network, selection)
        return select(network, walk, walkable(network, selection), search.closed, sure=False)

    def _stopped_before_they_began(self, arcs: Arcs, leads: Flags, comes: Flags | None) -> Iterator[int]:
        """Flows that are held up on the day and are no arc, since they never were open: they would be ways. They begin
        where the data lies and end at the target, or at a dataset on a way. ``leads``, ``comes``: of each vertex, whether it
        leads to the target, and whether the data of the origin asked about comes to it."""
        network, search = self.graph.network, self.search
        datasets = ~network.is_organization
        ends = (leads[: network.place_count] & datasets) | search.closed  # the places of the target
        may = ends[network.target] & ~search.closed[network.source]
        if comes is not None:
            begins = comes[: network.place_count] & datasets
            begins[search.only_from] = True
            may &= begins[network.source]
        walked = walkable_flows(network, search.filters.walked(self.graph))
        if walked is not None:
            may &= walked
        may[arcs.flow[arcs.flow >= 0]] = False
        for number in np.flatnonzero(may).tolist():
            event = state_on(self.graph.flows[number], search.filters.day)[0]
            if event is not None and event.state in _HELD_UP:
                yield number

    def _row(self, id_: str, touches: list[Touch], arcs: Arcs) -> LegalRow:
        action = self.graph.records[id_]
        assert isinstance(action, LegalAction)
        flows = list(dict.fromkeys(touch.flow for touch in touches))
        blocked = tuple(flow for flow in flows if self._held_up(flow, id_))
        stopped, flowing = self._origins(blocked, arcs)
        held = self.search.reaching(Question.held, sure=True)
        return LegalRow(
            id=id_,
            name=action.name,
            kind=action.kind.value,
            court=action.court,
            status=action.status.value,
            outcome=action.outcome,
            filed=str(action.filed) if action.filed else None,
            touches=tuple(touches),
            blocked=blocked,
            use_barred=tuple(flow for flow in flows if self._barred(flow, id_)),
            stopped=self._places(stopped),
            copies=self._places(stopped & held),
            still_flowing=self._places(flowing),
            sources=action.sources,
        )

    def _held_up(self, flow: str, action: str) -> bool:
        entries = state_entries(self.graph.flow(flow), self.search.filters.day)
        return any(entry.state in _HELD_UP and entry.legal_action == action for entry in entries)

    def _barred(self, flow: str, action: str) -> bool:
        event, _ = use_barred_on(self.graph.flow(flow), self.search.filters.day)
        return event is not None and event.legal_action == action

    def _origins(self, blocked: Iterable[str], arcs: Arcs) -> tuple[Flags, Flags]:
        """The origins with data on a way over these flows: those that do not surely flow on the day, and those that do."""
        numbers = [self.graph.flow_number[flow] for flow in blocked]
        places = self.graph.network.place_count
        if not numbers:
            return np.zeros(places, dtype=bool), np.zeros(places, dtype=bool)
        unopened = self.graph.network.source[np.setdiff1d(numbers, arcs.flow)]
        begins = np.unique(np.concatenate([arcs.tail[np.isin(arcs.flow, numbers)], unopened])).astype(np.int32)
        before = leading_to(arcs.starts, arcs.tail, begins)[:places] & ~self.search.closed
        if self.search.only_from is not None:
            before &= np.arange(places) == self.search.only_from
        flowing = self.search.reaching(Question.flowing, sure=True)
        return before & ~flowing, before & flowing

    def _places(self, flags: Flags) -> tuple[Place, ...]:
        return tuple(tell_place(self.graph, number) for number in np.flatnonzero(flags).tolist())


def _told(graph: Graph, parameters: LawParameters, target: Place, rows: tuple[LegalRow, ...]) -> Told:
    origin = tell_place(graph, graph.place(parameters.origin)) if parameters.origin is not None else None
    whose = f"from {origin.name} to {target.short}" if origin else f"to {target.short}"
    title = f"Legal actions about ways {whose}"
    opening = day_opening(parameters.filters).replace("Up to", "As of")
    if not rows:
        none = f"{opening}, no legal action is on record that touches a known way {whose}"
        return Told(title, sentence(none), ("An action that names none of these flows and agreements is not found.",))
    verb = "touches" if len(rows) == 1 else "touch"
    first = f"{opening}, {number_words(len(rows), 'legal action')} {verb} known ways {whose}"
    return Told(title, sentence(first, *_orders(rows), *_remains(target, rows)), _NOTES)


_NOTES = (
    "An order holds up what it names; the same data may go on by another way.",
    "What an order does not undo is the copy made before it: held, and no longer flowing.",
)


def _orders(rows: tuple[LegalRow, ...]) -> list[str]:
    holding = [row for row in rows if row.blocked]
    if not holding:
        return [f"{'It is' if len(rows) == 1 else 'They are'} not known to hold up a flow on that day"]
    flows = len({flow for row in holding for flow in row.blocked})
    names = some_names(row.name for row in holding)
    verb = "holds" if len(holding) == 1 else "hold"
    barred = [row for row in rows if row.use_barred]
    words = [f"{names} {verb} up {number_words(flows, 'flow')}"]
    return words + ([f"{some_names(row.name for row in barred)} forbids use of a copy"] if barred else [])


def _remains(target: Place, rows: tuple[LegalRow, ...]) -> list[str]:
    copies = {place.id: place.short for row in rows for place in row.copies}
    flowing = {place.id: place.short for row in rows for place in row.still_flowing}
    words = []
    if copies:
        words.append(f"{target.short} still has copies of data of {some_names(copies.values())}")
    if flowing:
        words.append(f"By other ways data of {some_names(flowing.values())} is known to flow")
    return words
