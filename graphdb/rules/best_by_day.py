"""Rule: the best route of every day for one origin of a large graph, where following every way (``rules.profile``) is too
much.

The best route over all days of a stretch is the best one on each of its own days there: no route beats it on any day of
the stretch. So a stretch is asked for its best route, the days on which this route brings data are done, and what is left
before, between and after them is asked in turn. Every question to the sweep settles a route or an empty stretch, so there
are about twice as many as there are steps in the answer, however many ways there are.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from graphdb.dates import BEGINNING, FOREVER
from graphdb.rules.presence import ALWAYS, Goal, Labels, Presence, forward, sweep
from graphdb.rules.profile import Step
from graphdb.rules.ranking import FoundRoute, route_of_level
from graphdb.rules.reachability import leading_to
from graphdb.rules.states import Span
from graphdb.rules.walking import Arcs, onward_from

__all__ = ["steps_of_large"]

_Stretch = tuple[int, int, FoundRoute]
"""From a day to a day, both included, this route is the best one."""


def steps_of_large(arcs: Arcs, targets: NDArray[np.int32], origin: int, *, copies: bool, ever: bool) -> list[Step]:
    """The same as ``rules.profile.steps`` of the arrivals of the origin (a vertex)."""
    search = _Search(arcs.where(copies | ~arcs.somewhere), targets, origin, copies=copies)
    stretches = list(search.up_to(FOREVER)) if ever else list(search.within(BEGINNING, FOREVER))
    return _steps(sorted(stretches, key=lambda stretch: stretch[0]))


def _steps(stretches: list[_Stretch]) -> list[Step]:
    found: list[Step] = []
    ended = BEGINNING
    for first, last, route in stretches:
        if found and found[-1].route is not None and ended < first:
            found.append(Step(ended, None))
        if not found or found[-1].route != route:
            found.append(Step(first, route))
        ended = last + 1
    if found and ended < FOREVER:
        found.append(Step(ended, None))
    return found


class _Search:
    """Questions for the best route of one origin over days of a stretch."""

    def __init__(self, arcs: Arcs, targets: NDArray[np.int32], origin: int, *, copies: bool) -> None:
        self._targets = targets
        self._origin = origin
        self._copies = copies
        self._arcs = self._on_ways(arcs)

    def within(self, first: int, last: int) -> Iterator[_Stretch]:
        """The best routes of the days from ``first`` to ``last``."""
        waiting = [(first, last, 0)]
        while waiting:
            begin, end, level = waiting.pop()
            if begin > end:
                continue
            route = self._best(Goal(begin, end, self._copies), level)
            if route is None:
                continue
            arrived = self._arrived(route)
            days = _merged((max(one.first, begin), min(one.last, end)) for one in arrived if not one.somewhere)
            if not days:
                # It arrives on one unknown day within the stretch, which is no day in particular: neither half holds
                # all of the days on which that may be.
                cut = next(one.first for one in arrived if one.somewhere and begin <= one.first and one.last <= end)
                waiting += [(begin, cut, level), (cut + 1, end, level)]
                continue
            for one, other in days:
                yield one, other, route
            edges = [begin, *(edge for one, other in days for edge in (one - 1, other + 1)), end]
            waiting += [(one, other, route.level) for one, other in zip(edges[::2], edges[1::2], strict=True)]

    def up_to(self, last: int) -> Iterator[_Stretch]:
        """The best routes by which data had arrived by each day up to ``last``."""
        level = 0
        while (route := self._best(Goal(BEGINNING, last, copies=True), level)) is not None:
            first = min(one.last if one.somewhere else one.first for one in self._arrived(route))
            yield first, last, route
            last, level = first - 1, route.level

    def _best(self, goal: Goal, level: int) -> FoundRoute | None:
        """The best route over the days of the goal, which is known to be of this level of evidence or a weaker one."""
        arcs = self._arcs
        arcs = arcs.where((arcs.first <= goal.last) & (goal.copies | (arcs.last >= goal.first)))
        arcs = self._on_ways(arcs)
        levels = [one for one in np.unique(arcs.level[arcs.flow >= 0]).tolist() if one >= level]
        if not levels:
            return None
        low, high = 0, len(levels) - 1
        labels = {high: sweep(arcs, self._targets, goal)}
        if not self._reaches(labels[high]):
            return None
        while low < high:
            middle = (low + high) // 2
            labels[middle] = sweep(arcs.where(arcs.level <= levels[middle]), self._targets, goal)
            low, high = (low, middle) if self._reaches(labels[middle]) else (middle + 1, high)
        return route_of_level(arcs, self._targets, goal, origin=self._origin, labels=labels[low], level=levels[low])

    def _on_ways(self, arcs: Arcs) -> Arcs:
        """The arcs from the origin to the target."""
        arcs = arcs.where(leading_to(arcs.starts, arcs.tail, self._targets)[arcs.head])
        return arcs.where(onward_from(arcs, [self._origin])[arcs.tail])

    def _reaches(self, labels: Labels) -> bool:
        return bool(labels.starts[self._origin] < labels.starts[self._origin + 1])

    def _arrived(self, route: FoundRoute) -> tuple[Presence, ...]:
        """The days on which the route brings data to the target."""
        presence: tuple[Presence, ...] = ALWAYS
        arcs = self._arcs
        for flow in route.flows:
            own = np.flatnonzero((arcs.flow == flow) & (arcs.level <= route.level)).tolist()
            spans = dict.fromkeys(
                (
                    Span(int(arcs.first[arc]), int(arcs.last[arc]), int(arcs.until[arc]), bool(arcs.somewhere[arc])),
                    self._copies and bool(arcs.copy[arc]),
                )
                for arc in own
            )
            presence = tuple(dict.fromkeys(days for span, copy in spans for days in forward(presence, span, copy=copy)))
        return presence


def _merged(days: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of days, without the empty ones, and with those that touch or overlap as one."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(one for one in days if one[0] <= one[1]):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(merged[-1][1], last)
        else:
            merged.append((first, last))
    return merged
