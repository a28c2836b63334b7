"""How does an origin reach a target? The best route, and beside it the flows straight from one to the other as they
stand, so that "direct: blocked by a court; through another place: active" is seen at once."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graphdb.answers import Coverage, Hop, Outcome, Place
from graphdb.graph import Graph
from graphdb.model import Evidence
from graphdb.questions.asked_places import origin_outside
from graphdb.questions.parameters import Filters
from graphdb.questions.rows import OriginRow, ParentReach, origin_rows, standings
from graphdb.questions.search_routes import Search
from graphdb.questions.telling import tell_coverage, tell_hop, tell_place
from graphdb.rules.target import parents, proper_places, target_places

__all__ = ["EXAMPLE", "RouteAnswer", "RouteParameters", "ask"]

_MOST_DIRECT = 200

Flags = NDArray[np.bool_]

EXAMPLE = "route irs-address-records ice --question held"


@dataclass(frozen=True, slots=True)
class RouteParameters:
    """From one place to another."""

    origin: str
    target: str
    filters: Filters


@dataclass(frozen=True, slots=True)
class RouteAnswer:
    """The answer to ``RouteParameters``. ``row``: none where no route is known. ``direct``: every flow straight from the
    origin into the target, of any state and basis, as it stands on the day. Where no route is known, ``reaches_parent``
    says which organizations above the target the origin reaches, and ``unconfirmed`` is the best route over flows that
    are not confirmed. ``truncated``: there are more direct flows than are told."""

    parameters: RouteParameters
    release: str
    origin: Place
    target: Place
    outcome: Outcome
    row: OriginRow | None
    direct: tuple[Hop, ...]
    reaches_parent: tuple[ParentReach, ...]
    unconfirmed: OriginRow | None
    truncated: bool
    coverage: Coverage


def ask(graph: Graph, parameters: RouteParameters) -> RouteAnswer:
    """Answer how the origin reaches the target.

    Raises:
        UnknownId: no place has one of the ids.
        BadParameter: the origin is a place of the target, or a category is unknown.
    """
    parameters.filters.check(graph)
    target = graph.place(parameters.target)
    places = target_places(graph.network, target)
    origin = origin_outside(graph, parameters.origin, target, places.mask)
    told_origin, told_target = tell_place(graph, origin), tell_place(graph, target)
    rows = _rows(graph, parameters.filters, places.mask, places.mask, origin)
    doubtful = replace(parameters.filters, evidence=Evidence.alleged)
    network = graph.network
    straight = np.flatnonzero((network.source == origin) & places.mask[network.target])
    leaving = int((network.source == origin).sum())
    return RouteAnswer(
        parameters=parameters,
        release=graph.name,
        origin=told_origin,
        target=told_target,
        outcome=Outcome(rows[0].route.evidence.value) if rows else Outcome.no_known_route,
        row=rows[0] if rows else None,
        direct=tuple(tell_hop(graph, graph.flows[flow], parameters.filters.day) for flow in straight[:_MOST_DIRECT]),
        truncated=len(straight) > _MOST_DIRECT,
        reaches_parent=() if rows else _above(graph, parameters.filters, places.mask, origin, target),
        unconfirmed=None if rows else next(iter(_rows(graph, doubtful, places.mask, places.mask, origin)), None),
        coverage=tell_coverage(
            graph, _note(told_origin, told_target, leaving, found=bool(rows)), parameters.filters.day
        ),
    )


def _rows(graph: Graph, filters: Filters, into: Flags, closed: Flags, origin: int) -> tuple[OriginRow, ...]:
    """The row of the origin, if it reaches one of the places ``into``."""
    only = np.zeros_like(into)
    only[origin] = True
    search = Search(graph, filters, into, closed, only_from=origin)
    return origin_rows(graph, search, standings(search), only)


def _above(graph: Graph, filters: Filters, target: Flags, origin: int, place: int) -> tuple[ParentReach, ...]:
    """The organizations above the target that the origin reaches, with its row."""
    reached = []
    for parent in parents(graph.network, place):
        proper = proper_places(graph.network, parent).mask & ~target
        rows = () if proper[origin] else _rows(graph, filters, proper, proper | target, origin)
        if rows:
            reached.append(ParentReach(tell_place(graph, parent), rows))
    return tuple(reached)


def _note(origin: Place, target: Place, leaving: int, *, found: bool) -> str:
    if found:
        return "A route is a chain of flows that sources attest one by one; it does not show that one record made the journey."
    flows = "1 flow" if leaving == 1 else f"{leaving} flows"
    return (
        f"No known route from {origin.name} to {target.name} under these filters. The release has {flows} out of "
        f"{origin.name}. No known route does not mean that there is none."
    )
