"""Rule: when data of an origin is at the target, on all days at once, with the best route of each day.

Forward from the origin, by ``rules.presence.forward``: a way to a place is kept while no better one (by evidence, assumed
joins, hops and ids, as ``rules.ranking`` orders them) brings data there on all of its days. So the answer of any day can
be read off the ways that arrived, and it changes only where one of their days begins or ends.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphdb.dates import FOREVER
from graphdb.rules.presence import ALWAYS, ASSUMED, Presence, forward
from graphdb.rules.ranking import FoundRoute, rank
from graphdb.rules.reachability import leading_to
from graphdb.rules.states import Span
from graphdb.rules.walking import Arcs

__all__ = ["Arrival", "Profiles", "Step", "at", "steps"]


class Arrival(NamedTuple):
    """Days on which data is at the target by a route."""

    days: Presence
    route: FoundRoute


class Step(NamedTuple):
    """From ``first`` on, until the next step: the best route, or none."""

    first: int
    route: FoundRoute | None


class _Leaving(NamedTuple):
    head: int
    flow: int  # -1: a step at the place
    level: int
    span: Span
    copy: bool
    assumed: bool


class _Way(NamedTuple):
    """Ordered as ``rules.ranking`` orders routes."""

    level: int
    cost: int
    flows: tuple[int, ...]
    vertex: int
    assumed: tuple[bool, ...]
    step_assumed: bool
    days: tuple[int, int, bool]


class Profiles:
    """The profiles of the origins of ``arcs``. ``copies``: whether copies stay. ``most``: how many ways are followed, over
    all origins; ``most_of_one``: for one of them."""

    def __init__(
        self,
        arcs: Arcs,
        targets: NDArray[np.int32],
        *,
        copies: bool,
        most: int = 100_000,
        most_of_one: int = 5_000,
    ) -> None:
        self._ways_left = most
        self._most_of_one = most_of_one
        leads = leading_to(arcs.starts, arcs.tail, targets)
        self._arcs = arcs.where(leads[arcs.head] & (copies | ~arcs.somewhere))
        self._targets = {int(vertex) for vertex in targets}
        self._copies = copies

    @cached_property
    def _leaving(self) -> dict[int, list[_Leaving]]:
        arcs = self._arcs
        columns = (arcs.tail, arcs.head, arcs.flow, arcs.level, arcs.first, arcs.last, arcs.until, arcs.somewhere)
        leaving: dict[int, list[_Leaving]] = defaultdict(list)
        rows = zip(*(column.tolist() for column in (*columns, arcs.copy, arcs.assumed)), strict=True)
        for tail, head, flow, level, first, last, until, somewhere, copy, assumed in rows:
            span = Span(first, last, until, somewhere)
            leaving[tail].append(_Leaving(head, flow, level, span, self._copies and copy, assumed))
        return leaving

    @property
    def used_up(self) -> bool:
        """Whether no origin can be followed any more."""
        return self._ways_left <= 0

    def arrivals(self, origin: int) -> list[Arrival] | None:
        """The ways of one origin (a vertex) that arrived at the target, best first; none where they are too many."""
        arrived: list[Arrival] = []
        left = min(self._most_of_one, self._ways_left)
        kept: dict[int, list[_Way]] = defaultdict(list)
        waiting = [_Way(0, 0, (), origin, (), False, (ALWAYS[0].first, ALWAYS[0].last, False))]
        while waiting:
            if left <= 0:
                return None
            left -= 1
            self._ways_left -= 1
            way = heapq.heappop(waiting)
            if any(_makes_needless(known, way) for known in kept[way.vertex]):
                continue
            kept[way.vertex].append(way)
            if way.vertex in self._targets:
                arrived.append(Arrival(Presence(*way.days), FoundRoute(way.level, way.flows, way.assumed)))
            else:
                for after in self._after(way):
                    heapq.heappush(waiting, after)
        return arrived

    def _after(self, way: _Way) -> Iterator[_Way]:
        for arc in self._leaving.get(way.vertex, ()):
            if arc.flow < 0:
                if not way.step_assumed:
                    cost = way.cost + ASSUMED * arc.assumed
                    yield _Way(way.level, cost, way.flows, arc.head, way.assumed, arc.assumed, way.days)
                continue
            for days in forward((Presence(*way.days),), arc.span, copy=arc.copy):
                yield _Way(
                    max(way.level, arc.level),
                    way.cost + 1,
                    (*way.flows, arc.flow),
                    arc.head,
                    (*way.assumed, way.step_assumed),
                    False,
                    (days.first, days.last, days.somewhere),
                )


def _makes_needless(known: _Way, way: _Way) -> bool:
    """Whether a way known at a vertex is as good in every respect, on all days, and stays so however both go on."""
    if known.level > way.level or (known.cost, known.flows) > (way.cost, way.flows):
        return False
    if known.step_assumed and not way.step_assumed:
        return False
    if known.days == way.days:
        return True
    first, last, somewhere = known.days
    return not somewhere and first <= way.days[0] and way.days[1] <= last


def steps(arrivals: Iterable[Arrival], *, ever: bool) -> list[Step]:
    """The best route of every day: one step at each day on which it changes. ``ever``: of routes that arrived up to the
    day; otherwise of those by which data is there on the day (on every day of ``days``, none of which is left open)."""
    stays = [(_stays(arrival.days, ever=ever), arrival.route) for arrival in arrivals]
    open_ = sorted(((days, route) for days, route in stays if days is not None), key=lambda stay: rank(stay[1]))
    found: list[Step] = []
    for day in sorted({edge for (first, last), _ in open_ for edge in (first, last + 1) if edge < FOREVER}):
        best = next((route for (first, last), route in open_ if first <= day <= last), None)
        if best != (found[-1].route if found else None):
            found.append(Step(day, best))
    return found


def _stays(days: Presence, *, ever: bool) -> tuple[int, int] | None:
    if ever:
        return (days.last if days.somewhere else days.first), FOREVER
    return None if days.somewhere else (days.first, days.last)


def at(found: Sequence[Step], day: int) -> FoundRoute | None:
    """The best route of a day."""
    best: FoundRoute | None = None
    for step in found:
        if step.first > day:
            break
        best = step.route
    return best
