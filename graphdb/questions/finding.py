"""The best routes of one origin in the total order, with what they must avoid or pass."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphdb.graph import Graph
from graphdb.model import FlowState
from graphdb.questions.removal import flows_named
from graphdb.questions.search_routes import Search
from graphdb.rules.next_best import RouteSearch
from graphdb.rules.passing import layered
from graphdb.rules.ranking import FoundRoute
from graphdb.rules.states import state_on

__all__ = ["FoundRoutes", "Wanted", "find_routes"]

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The ``most`` routes; nothing of ``avoid`` is on them, everything of ``via`` is (names as ``touched`` takes them)."""

    most: int
    avoid: tuple[str, ...] = ()
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundRoutes:
    """Routes, each with whether it is sure, sure ones first. ``complete``: there are no more."""

    routes: tuple[tuple[FoundRoute, bool], ...]
    complete: bool


def find_routes(search: Search, origin: int, wanted: Wanted) -> FoundRoutes:
    """The routes by the sure reading of the dates, best first, then those that only the widest reading gives."""
    sure, all_sure = _routes(search, origin, wanted, wanted.most, sure=True)
    known = {route.flows for route in sure}
    possible, all_possible = _routes(search, origin, wanted, wanted.most + len(sure), sure=False)
    more = [route for route in possible if route.flows not in known]
    complete = all_sure and all_possible and len(sure) + len(more) <= wanted.most
    listed = [(route, True) for route in sure] + [(route, False) for route in more]
    return FoundRoutes(tuple(listed[: wanted.most]), complete)


def _routes(search: Search, origin: int, wanted: Wanted, most: int, *, sure: bool) -> tuple[list[FoundRoute], bool]:
    if not search.graph.flows:
        return [], True
    arcs, targets = search.arcs(sure=sure), search.targets
    vertices, day = arcs.walk.vertex_count, search.filters.day
    if wanted.avoid:
        shut = np.logical_or.reduce([touched(search.graph, name, day) for name in wanted.avoid])
        arcs = arcs.where((arcs.flow < 0) | ~shut[arcs.flow])
    if wanted.via:
        arcs, targets = layered(arcs, targets, [touched(search.graph, name, day) for name in wanted.via])
    return RouteSearch(arcs, targets, search.goal, vertices).best(origin, most)


def touched(graph: Graph, name: str, day: int) -> Flags:
    """(F,) the flows that have to do with a place, an agreement, a flow, a legal action, a category or a state.

    Raises UnknownId, and BadParameter for a record of another kind.
    """
    if name in FlowState.__members__:
        states = [state_on(flow, day)[0] for flow in graph.flows]
        return np.array([event is not None and event.state.value == name for event in states], dtype=bool)
    if name in graph.categories:
        return np.array([name in flow.categories for flow in graph.flows], dtype=bool)
    flags = np.zeros(len(graph.flows), dtype=bool)
    flags[sorted(flows_named(graph, name))] = True
    return flags
