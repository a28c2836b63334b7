"""What is shown of a pinned route: every hop with its sources, quotes, denials and court orders."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graphdb.answers import Hop, Place, Route
from graphdb.errors import BadParameter, UnknownId
from graphdb.graph import Graph
from graphdb.model import Flow, Source
from graphdb.questions import route, routes
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.rows import OriginRow, ParentReach
from graphdb.questions.telling import tell_hop
from graphdb.sentences import route_sentence

__all__ = ["Pinned", "ShownHop", "ShownRoute", "how", "pinned_flow", "pinned_origin", "shown_hop"]

_MOST_ROUTES = 10


@dataclass(frozen=True, slots=True)
class ShownHop:
    """A hop with the record of its flow and its sources."""

    hop: Hop
    flow: Flow
    sources: tuple[Source, ...]
    disputes: tuple[tuple[str, str, str | None, tuple[Source, ...]], ...]  # by whom, what, when, where
    categories: tuple[str, ...]
    weakest: bool = False


@dataclass(frozen=True, slots=True)
class ShownRoute:
    """A route with its hops. ``sentence``: the route in words."""

    route: Route
    sure: bool
    sentence: str
    hops: tuple[ShownHop, ...]


@dataclass(frozen=True, slots=True)
class Pinned:
    """What is pinned: an origin with its routes, or one flow. ``question``: the one that the routes answer. ``gone``: why
    there are no routes under the filters. ``direct``: flows straight into the target, of any state."""

    origin: Place | None
    row: OriginRow | None
    question: str
    routes: tuple[ShownRoute, ...]
    flow: ShownHop | None = None
    direct: tuple[ShownHop, ...] = ()
    gone: str = ""
    truncated: bool = False
    unconfirmed: OriginRow | None = None
    parents: tuple[ParentReach, ...] = ()

    @property
    def flows(self) -> tuple[str, ...]:
        """The flows that are drawn bold, each once."""
        own = [shown.hop.flow for one in self.routes for shown in one.hops]
        return tuple(dict.fromkeys([self.flow.hop.flow] if self.flow else own))


def pinned_flow(graph: Graph, id_: str, day: int) -> Pinned:
    """One flow as pinned. Raises UnknownId."""
    record = graph.record(id_)
    if not isinstance(record, Flow):
        raise UnknownId(f"{id_!r} is not the id of a flow.")
    shown = shown_hop(graph, tell_hop(graph, record, day))
    return Pinned(None, None, "", (), flow=shown)


def pinned_origin(graph: Graph, origin: str, target: Place, filters: Filters, only: str | None) -> Pinned:
    """An origin as pinned, with all its best routes or ``only`` the one of that id. Raises UnknownId and BadParameter."""
    best = route.ask(graph, route.RouteParameters(origin, target.id, filters))
    found = routes.ask(graph, routes.RoutesParameters(origin, target.id, filters, most=_MOST_ROUTES))
    chosen = [one for one in found.routes if only in (None, one.route.id)]
    if only is not None and not chosen and found.routes:
        raise BadParameter(f"{best.origin.name} has no such route.", "Leave route out to see all of its routes.")
    walked = {hop.flow for one in chosen for hop in one.route.hops}
    return Pinned(
        origin=best.origin,
        row=best.row,
        question=filters.question.value,
        routes=tuple(_shown(graph, one, target) for one in chosen),
        direct=tuple(shown_hop(graph, hop) for hop in best.direct if hop.flow not in walked),
        gone="" if chosen else best.coverage.note,
        truncated=found.truncated,
        unconfirmed=best.unconfirmed,
        parents=best.reaches_parent,
    )


def how(graph: Graph, origin: str, target: Place, filters: Filters) -> Pinned:
    """An origin as pinned, by the strongest question that has a route: what flows, else what is held, else what was."""
    tried = []
    for question in Question:  # the strongest first
        tried.append(pinned_origin(graph, origin, target, replace(filters, question=question), None))
        if tried[-1].routes:
            return tried[-1]
    return tried[0]


def shown_hop(graph: Graph, hop: Hop, *, weakest: bool = False) -> ShownHop:
    """A hop with its evidence."""
    return ShownHop(
        hop=hop,
        flow=graph.flow(hop.flow),
        sources=graph.sources(hop.sources),
        disputes=tuple(
            (one.by, one.says, str(one.date) if one.date else None, graph.sources(one.sources)) for one in hop.disputes
        ),
        categories=tuple(_labels(graph, hop.categories)),
        weakest=weakest,
    )


def _labels(graph: Graph, ids: Iterable[str]) -> Iterable[str]:
    return (graph.categories[id_].label if id_ in graph.categories else id_ for id_ in ids)


def _shown(graph: Graph, ranked: routes.RankedRoute, target: Place) -> ShownRoute:
    own = ranked.route
    return ShownRoute(
        route=own,
        sure=ranked.sure,
        sentence=route_sentence(own, target, ranked.deciding),
        hops=tuple(
            shown_hop(graph, hop, weakest=at == own.weakest and len(own.hops) > 1) for at, hop in enumerate(own.hops)
        ),
    )
