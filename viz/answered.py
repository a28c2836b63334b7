"""What a picture is drawn from: the answers of two questions in one shape."""

from dataclasses import dataclass

from graphdb.answers import Coverage, Hop, Place
from graphdb.graph import Graph
from graphdb.headlines import answer_sentence
from graphdb.questions.flows import answer_flows, blocked_flows
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.route import RouteAnswer
from graphdb.questions.rows import OriginRow, ParentReach
from graphdb.questions.telling import tell_hop, tell_place
from graphdb.rules.target import target_places
from graphdb.sentences import day_words, number_words, route_sentence

__all__ = ["Pictured", "pictured"]


_TITLES = {
    Question.flowing: "Which databases reach {target}?",
    Question.held: "Which databases are open to {target}, or were copied to it?",
    Question.ever: "Which databases have ever reached {target}?",
}


@dataclass(frozen=True, slots=True)
class Pictured:
    """``hops``: the flows that are drawn, in the order of their ids. ``counted``: the ids of those that count in the
    answer; the others are blocked, suspended or otherwise not walked. ``inside``: flows between places of the target, which
    stand in the table only. ``origin``: of a route; none for all that reach."""

    target: Place
    own: frozenset[str]
    origin: Place | None
    filters: Filters
    rows: tuple[OriginRow, ...]
    hops: tuple[Hop, ...]
    counted: frozenset[str]
    inside: tuple[Hop, ...]
    above: tuple[ParentReach, ...]
    title: str
    counts: str
    sentence: str
    coverage: Coverage
    truncated: bool

    @property
    def rows_by_origin(self) -> dict[str, OriginRow]:
        """The rows by the id of their origin."""
        return {row.origin.id: row for row in self.rows}


def pictured(graph: Graph, answer: ReachAnswer | RouteAnswer) -> Pictured:
    """The answer, ready to be drawn."""
    return _reach(graph, answer) if isinstance(answer, ReachAnswer) else _route(graph, answer)


def _reach(graph: Graph, answer: ReachAnswer) -> Pictured:
    counted = answer_flows(graph, answer)
    hops = {hop.flow: hop for hop in (*blocked_flows(graph, answer), *counted)}
    day, counts, filters = answer.parameters.filters.day, answer.counts, answer.parameters.filters
    words = [number_words(counts.databases, "database")]
    words += [f"unnamed data of {number_words(counts.organizations, 'organization')}"] if counts.organizations else []
    words += [number_words(len(hops), "flow"), _when(filters)]
    title = _TITLES[filters.question].format(target=answer.target.short)
    return Pictured(
        target=answer.target,
        own=frozenset(place.id for place in answer.stands_for),
        origin=None,
        filters=filters,
        rows=answer.datasets + answer.organizations,
        hops=tuple(hops[id_] for id_ in sorted(hops)),
        counted=frozenset(hop.flow for hop in counted),
        inside=tuple(tell_hop(graph, graph.flow(id_), day) for id_ in answer.inside),
        above=answer.reaches_parent,
        title=title,
        counts=" · ".join(words),
        sentence=answer_sentence(answer),
        coverage=answer.coverage,
        truncated=answer.truncated,
    )


def _route(graph: Graph, answer: RouteAnswer) -> Pictured:
    places = target_places(graph.network, graph.place(answer.target.id))
    hops = {hop.flow: hop for hop in answer.direct}
    hops |= {hop.flow: hop for hop in answer.row.route.hops} if answer.row else {}
    filters = answer.parameters.filters
    sentence = answer.coverage.note
    if answer.row:
        sentence = route_sentence(answer.row.route, answer.target, answer.row.deciding)
    words = [number_words(len(answer.row.route.hops), "hop") if answer.row else "No known route"]
    beside = [hop for hop in answer.direct if answer.row is None or hop.flow != answer.row.route.id]
    words += [number_words(len(beside), "direct flow" if answer.row is None else "other direct flow")] if beside else []
    words.append(_when(filters))
    return Pictured(
        target=answer.target,
        own=frozenset(tell_place(graph, number).id for number in places.numbers),
        origin=answer.origin,
        filters=filters,
        rows=(answer.row,) if answer.row else (),
        hops=tuple(hops[id_] for id_ in sorted(hops)),
        counted=frozenset(hop.flow for hop in answer.row.route.hops) if answer.row else frozenset(),
        inside=(),
        above=answer.reaches_parent,
        title=f"How {answer.origin.name} reaches {answer.target.short}"
        if answer.row
        else f"Does {answer.origin.name} reach {answer.target.short}?",
        counts=" · ".join(words),
        sentence=sentence,
        coverage=answer.coverage,
        truncated=answer.truncated,
    )


def _when(filters: Filters) -> str:
    """Which question, on which day."""
    day = day_words(filters.as_of)
    return {
        Question.flowing: f"open on {day}",
        Question.held: f"open or copied, as of {day}",
        Question.ever: f"up to {day}",
    }[filters.question]
