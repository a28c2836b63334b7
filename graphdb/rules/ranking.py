"""Rule: ranking. Routes are ordered by (weakest evidence, independent publishers of the weakest hop, fewer assumed joins,
fewer hops, ids of the flows), so the order is total and the same everywhere.

The best route of every origin is found level by level of evidence: an origin's level is the first at which the arcs no
weaker than it reach the target. Among routes of that level the sweep's labels, which come in order of cost (assumed
joins, then hops), leave only the choice of the smallest ids, taken hop by hop.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphdb.rules.presence import ALWAYS, ASSUMED, Goal, Labels, Presence, forward, satisfies, sweep
from graphdb.rules.states import Span
from graphdb.rules.walking import Arcs

__all__ = ["FoundRoute", "best_routes", "rank", "route_of_level"]


@dataclass(frozen=True, slots=True)
class FoundRoute:
    """A route as numbers: its evidence level, its flows in order, and which of them follow an assumed join."""

    level: int
    flows: tuple[int, ...]
    assumed: tuple[bool, ...]


def rank(route: FoundRoute) -> tuple[int, int, int, tuple[int, ...]]:
    """The sort key of a route, best first."""
    return route.level, sum(route.assumed), len(route.flows), route.flows


def best_routes(
    arcs: Arcs, targets: NDArray[np.int32], goal: Goal, origins: Iterable[int], most: int | None = None
) -> dict[int, FoundRoute]:
    """The best route of each origin (a vertex) that reaches the target, best route first; of at most ``most`` origins."""
    open_origins = set(origins)
    found: list[tuple[int, FoundRoute]] = []
    tracer = _Tracer(arcs, targets, goal)
    for level in np.unique(arcs.level[arcs.flow >= 0]):
        if not open_origins or (most is not None and len(found) >= most):
            break
        labels = sweep(arcs.no_weaker_than(int(level)), targets, goal)
        reached = labels.reaches()
        now = [origin for origin in sorted(open_origins) if reached[origin]]
        routes = [(origin, tracer.trace(origin, labels, int(level))) for origin in now]
        found += sorted(routes, key=lambda row: (rank(row[1]), row[0]))
        open_origins.difference_update(now)
    return dict(found[:most])


def route_of_level(
    arcs: Arcs, targets: NDArray[np.int32], goal: Goal, *, origin: int, labels: Labels, level: int
) -> FoundRoute:
    """The best route of an origin (a vertex) of which the level of evidence is known. ``labels``: of a sweep over the arcs
    no weaker than it, by which the origin reaches."""
    return _Tracer(arcs, targets, goal).trace(origin, labels, level)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a route being traced stands: the flows so far are the same for all standings kept."""

    vertex: int
    presence: tuple[Presence, ...]
    budget: int
    assumed: tuple[bool, ...]


class _Tracer:
    """Follows labels forward from an origin, taking the smallest flow at each hop."""

    def __init__(self, arcs: Arcs, targets: NDArray[np.int32], goal: Goal) -> None:
        self._arcs = arcs
        self._targets = {int(vertex) for vertex in targets}
        self._goal = goal
        self._order = np.lexsort((arcs.flow, arcs.tail))
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(arcs.tail, minlength=len(arcs.starts) - 1))])

    def trace(self, origin: int, labels: Labels, level: int) -> FoundRoute:
        budget = labels.at(origin)[0].cost
        standings = [_Standing(origin, ALWAYS, budget, ())]
        flows: list[int] = []
        while not any(standing.vertex in self._targets for standing in standings):
            moves = [move for standing in standings for move in self._moves(standing, labels, level)]
            smallest = min(flow for flow, _ in moves)
            flows.append(smallest)
            standings = list(dict.fromkeys(standing for flow, standing in moves if flow == smallest))
        arrived = next(standing for standing in standings if standing.vertex in self._targets)
        return FoundRoute(level, tuple(flows), arrived.assumed)

    def _moves(self, at: _Standing, labels: Labels, level: int) -> list[tuple[int, _Standing]]:
        """Every flow that can follow, directly or after a step at the place, and still lead to the target in budget."""
        moves: list[tuple[int, _Standing]] = []
        flows, steps = self._leaving(at.vertex, level)
        for flow, head, arcs in flows:
            moves += self._move(flow, head, arcs, at, labels, assumed=False)
        for head, assumed in steps:
            beyond = _Standing(head, at.presence, at.budget - ASSUMED * assumed, at.assumed)
            for flow, farther, arcs in self._leaving(head, level)[0]:
                moves += self._move(flow, farther, arcs, beyond, labels, assumed=assumed)
        return moves

    def _move(
        self, flow: int, head: int, arcs: list[int], at: _Standing, labels: Labels, *, assumed: bool
    ) -> list[tuple[int, _Standing]]:
        budget = at.budget - 1
        presence = tuple(
            dict.fromkeys(
                gained
                for arc in arcs
                for gained in forward(
                    at.presence, self._span(arc), copy=self._goal.copies and bool(self._arcs.copy[arc])
                )
            )
        )
        useful = [label for label in labels.at(head) if label.cost <= budget]
        if not any(satisfies(days, label) for label in useful for days in presence):
            return []
        return [(flow, _Standing(head, presence, budget, (*at.assumed, assumed)))]

    def _leaving(self, vertex: int, level: int) -> tuple[list[tuple[int, int, list[int]]], list[tuple[int, bool]]]:
        """The flows that leave a vertex, as (flow, vertex entered, arcs of its periods), and the steps at its place."""
        flows: dict[tuple[int, int], list[int]] = {}
        steps: list[tuple[int, bool]] = []
        for number in range(int(self._starts[vertex]), int(self._starts[vertex + 1])):
            arc = int(self._order[number])
            if self._arcs.level[arc] > level:
                continue
            flow, head = int(self._arcs.flow[arc]), int(self._arcs.head[arc])
            if flow < 0:
                steps.append((head, bool(self._arcs.assumed[arc])))
            else:
                flows.setdefault((flow, head), []).append(arc)
        return [(flow, head, arcs) for (flow, head), arcs in flows.items()], steps

    def _span(self, arc: int) -> Span:
        arcs = self._arcs
        return Span(int(arcs.first[arc]), int(arcs.last[arc]), int(arcs.until[arc]), bool(arcs.somewhere[arc]))
