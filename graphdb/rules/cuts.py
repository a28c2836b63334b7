"""Rule: choke points. Which units (``rules.units``) lie on every route, and what is the smallest set of units whose end
leaves no route?

A unit is on every route exactly if no route is left without it. Where nothing remembers (``flowing``) that is found for
all origins at once: what every route from a place shares is what all its ways on share, each with its own unit, down to
the largest sets that agree (a meet over all paths; Kildall 1973). With copies in time more may be shared than that: what
the best routes name besides is then taken out, unit by unit, and asked anew.

The smallest set is found by implicit hitting sets (Moreno-Centeno and Karp 2013): a smallest set that meets every route
known so far; if a route is left after all, it is one more to meet; if none is left, no smaller set can do.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphdb.rules.next_best import RouteSearch
from graphdb.rules.presence import Goal, sweep
from graphdb.rules.solver import smallest_hitting
from graphdb.rules.units import Units
from graphdb.rules.walking import Arcs

__all__ = ["Cut", "RoutesLeft", "dependents", "shared_by_all_ways", "smallest_cut", "without_units"]

Numbers = NDArray[np.int32]
Left = Callable[[frozenset[int]], Sequence[frozenset[int]]]
"""Takes the units that end; gives the units of one route for each origin that still reaches."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Units whose end leaves no route; none where a route rests on no unit. No set with fewer than ``at_least`` does."""

    units: frozenset[int] | None
    at_least: int

    @property
    def proven(self) -> bool:
        """Whether no smaller set leaves no route."""
        return self.units is not None and len(self.units) == self.at_least


def smallest_cut(left: Left, most_rounds: int = 400) -> Cut:
    """The smallest set of units after whose end ``left`` finds no route. After ``most_rounds`` calls of it: a set that
    leaves none, with the bound that was proven."""
    routes: list[frozenset[int]] = []
    rounds, at_least, chosen = 0, 0, frozenset[int]()
    while rounds < most_rounds:
        gone, found = chosen, list(left(chosen))
        rounds += 1
        if not found:
            return Cut(chosen, at_least)
        while found and rounds < most_rounds:  # routes that share nothing with the ones before make better rounds
            if not all(found):
                return Cut(None, 0)
            routes += found
            gone = gone.union(*found)
            found = list(left(gone))
            rounds += 1
        hitting = smallest_hitting(routes)
        chosen, at_least = hitting.members, hitting.at_least
    while found := list(left(chosen)):
        if not all(found):
            return Cut(None, 0)
        chosen = chosen | {min(one) for one in found}
    return Cut(chosen, at_least)


@dataclass(frozen=True, eq=False)
class RoutesLeft:
    """Routes of ``origins`` that are left when units end: what ``smallest_cut`` asks."""

    arcs: Arcs
    targets: Numbers
    goal: Goal
    units: Units
    origins: Sequence[int]

    def __call__(self, gone: frozenset[int]) -> list[frozenset[int]]:
        """The units of one route for each origin that still reaches."""
        arcs = without_units(self.arcs, self.units, gone)
        labels = sweep(arcs, self.targets, self.goal)
        reached = labels.reaches()
        search = RouteSearch(arcs, self.targets, self.goal)
        routes = [search.any_route(origin, labels) for origin in self.origins if reached[origin]]
        return [self.units.on(route.flows) for route in routes if route is not None]


def without_units(arcs: Arcs, units: Units, gone: frozenset[int]) -> Arcs:
    """The arcs that stay when units end."""
    return arcs.where((arcs.flow < 0) | units.flows_outside(gone)[arcs.flow]) if gone else arcs


def shared_by_all_ways(arcs: Arcs, targets: Numbers, units: Units) -> dict[int, frozenset[int]]:
    """For each vertex that leads to a target, the units on every chain of arcs there, whatever the days."""
    unit = np.where(arcs.flow >= 0, units.of_flow[arcs.flow], -1).tolist()
    tail, starts = arcs.tail.tolist(), arcs.starts.tolist()
    shared: dict[int, frozenset[int]] = {int(vertex): frozenset() for vertex in targets}
    waiting, queued = deque(shared), set(shared)
    while waiting:
        head = waiting.popleft()
        queued.discard(head)
        beyond = shared[head]
        for arc in range(starts[head], starts[head + 1]):
            own = beyond | {unit[arc]} if unit[arc] >= 0 else beyond
            known = shared.get(tail[arc])
            both = own if known is None else known & own
            if known is None or len(both) < len(known):
                shared[tail[arc]] = both
                if tail[arc] not in queued:
                    queued.add(tail[arc])
                    waiting.append(tail[arc])
    return shared


def dependents(
    arcs: Arcs, targets: Numbers, goal: Goal, units: Units, origins: Sequence[int], *, most: int = 2_000
) -> tuple[dict[int, frozenset[int]], bool]:
    """For each origin that reaches, the units on each of its routes, and whether these are all. With copies in time and
    more than ``most`` origins, only those that every chain of arcs shares are given, whatever the days."""
    shared = shared_by_all_ways(arcs, targets, units)
    found = {origin: set(shared.get(origin, frozenset())) for origin in origins}
    exact = not goal.copies or len(origins) <= most
    if goal.copies and exact:
        for unit, depending in sorted(_open_units(arcs, targets, goal, units, found).items()):
            reached = sweep(without_units(arcs, units, frozenset({unit})), targets, goal).reaches()
            for origin in depending:
                if not reached[origin]:
                    found[origin].add(unit)
    return {origin: frozenset(own) for origin, own in found.items()}, exact


def _open_units(
    arcs: Arcs, targets: Numbers, goal: Goal, units: Units, found: dict[int, set[int]]
) -> dict[int, list[int]]:
    """The units of a route of each origin of which it is not known yet whether every other route has them too."""
    search, labels = RouteSearch(arcs, targets, goal), sweep(arcs, targets, goal)
    unknown: dict[int, list[int]] = {}
    for origin, known in found.items():
        route = search.any_route(origin, labels)
        for unit in units.on(route.flows if route is not None else ()) - known:
            unknown.setdefault(unit, []).append(origin)
    return unknown
