"""Rule: the k best routes of one origin, in the total order of ``rules.ranking``.

A route may come back to a place only where its data is there on a day on which it was not before (a window that had to
close before a copy came round): a detour that the way without it makes needless is no route of its own.

The search is A* (Hart, Nilsson and Raphael 1968): the sweep's labels tell what a place still needs to the target, so that
routes come out in order and what leads nowhere is never followed. Evidence levels are opened one after the other; what a
level leaves over waits for the next. The order of ids among equals makes it a depth-first walk, so parallel flows do not
multiply. A detour can still deceive the labels; the work is limited, and a search cut short says so.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from graphdb.dates import FOREVER
from graphdb.rules.presence import ALWAYS, ASSUMED, Goal, Label, Labels, Presence, forward, satisfies, sweep
from graphdb.rules.ranking import FoundRoute
from graphdb.rules.reachability import leading_to
from graphdb.rules.states import Span
from graphdb.rules.walking import Arcs

__all__ = ["RouteSearch"]

_PATIENCE = 300
"""After so many steps without a new route, what cannot reach the target past the places already seen is dropped."""

_MOST_STEPS = 10_000


@dataclass(frozen=True, slots=True)
class _Seen:
    """A vertex that a route passes (of the walk before copies of it were laid), with the days there."""

    vertex: int
    presence: tuple[Presence, ...]
    flows: int  # how many flows come before it


@dataclass(frozen=True, slots=True)
class _Partial:
    """The beginning of a route."""

    vertex: int
    presence: tuple[Presence, ...]
    flows: tuple[int, ...]
    assumed: tuple[bool, ...]
    seen: tuple[_Seen, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class _Move:
    """A flow that may follow: the arcs of its periods from one vertex to another, perhaps after a step at the place."""

    flow: int
    head: int
    arcs: tuple[int, ...]
    level: int
    through: int | None = None
    assumed: bool = False


_Waiting = tuple[_Partial, _Move | None]


class _Level:
    """The routes under way while flows up to one level of evidence are open, and what is left for weaker levels."""

    def __init__(self, level: int, labels: Labels) -> None:
        self.level = level
        self.left: list[_Waiting] = []
        self._labels = labels
        self._at: dict[int, list[Label]] = {}
        self._heap: list[tuple[int, tuple[int, ...], int, _Partial]] = []
        self._pushed = 0

    def push(self, partial: _Partial) -> None:
        """Queues a route by what it will cost at least, or leaves it for weaker levels."""
        labels = self._at.get(partial.vertex)
        if labels is None:
            labels = self._at[partial.vertex] = self._labels.at(partial.vertex)
        for label in labels:
            if any(satisfies(days, label) for days in partial.presence):
                self._pushed += 1
                heapq.heappush(self._heap, (partial.cost + label.cost, partial.flows, self._pushed, partial))
                return
        self.left.append((partial, None))

    def pop(self) -> _Partial | None:
        """The route that may become the best one."""
        return heapq.heappop(self._heap)[3] if self._heap else None

    def rest(self) -> list[_Waiting]:
        """All that was not finished."""
        return self.left + [(partial, None) for _, _, _, partial in self._heap]


class RouteSearch:
    """Routes over ``arcs`` to ``targets`` as ``goal`` asks. ``base``: how many vertices the walk has before copies of it
    were laid over each other (``rules.passing``), if they were; a place is the same in every copy."""

    def __init__(self, arcs: Arcs, targets: NDArray[np.int32], goal: Goal, base: int | None = None) -> None:
        self._arcs = arcs
        self._targets = targets
        self._goal = goal
        self._base = base or max(len(arcs.starts) - 1, 1)
        self._ends = {int(vertex) for vertex in targets}
        self._moves: dict[int, tuple[_Move, ...]] = {}
        self._steps_left = _MOST_STEPS

    def best(self, origin: int, most: int) -> tuple[list[FoundRoute], bool]:
        """The best ``most`` routes of an origin, best first, and whether these are all that there are."""
        self._steps_left = _MOST_STEPS
        found: dict[tuple[int, ...], FoundRoute] = {}
        waiting: list[_Waiting] = [(self._begun(origin), None)]
        for level in np.unique(self._arcs.level[self._arcs.flow >= 0]):
            labels = sweep(self._arcs.where(self._arcs.level <= level), self._targets, self._goal)
            waiting = self._at_level(_Level(int(level), labels), waiting, found, most)
            if len(found) >= most or self._steps_left <= 0:
                return list(found.values()), False
        return list(found.values()), True

    def any_route(self, origin: int, labels: Labels) -> FoundRoute | None:
        """A route of an origin with the fewest hops, whatever its evidence. ``labels``: of a sweep over all arcs."""
        self._steps_left = _MOST_STEPS
        found: dict[tuple[int, ...], FoundRoute] = {}
        weakest = int(self._arcs.level.max(initial=0))
        self._at_level(_Level(weakest, labels), [(self._begun(origin), None)], found, 1)
        return next(iter(found.values()), None)

    def _begun(self, origin: int) -> _Partial:
        return _Partial(origin, ALWAYS, (), (), (_Seen(origin % self._base, ALWAYS, 0),), 0)

    def _at_level(
        self, now: _Level, waiting: list[_Waiting], found: dict[tuple[int, ...], FoundRoute], most: int
    ) -> list[_Waiting]:
        """Takes in the routes whose weakest hop is of this level; gives back what is left for weaker ones."""
        for begun, move in waiting:
            self._follow(begun, move, now)
        in_vain = 0
        while len(found) < most and self._steps_left > 0 and (partial := now.pop()) is not None:
            self._steps_left -= 1
            in_vain += 1
            if partial.vertex in self._ends:
                if partial.flows not in found and self._needs_its_detours(partial):
                    found[partial.flows] = FoundRoute(now.level, partial.flows, partial.assumed)
                    in_vain = 0
            elif in_vain > _PATIENCE and not self._goes_on(partial, now.level):
                now.left.append((partial, None))
            else:
                for move in self._leaving(partial.vertex):
                    self._follow(partial, move, now)
        return now.rest()

    def _follow(self, partial: _Partial, move: _Move | None, now: _Level) -> None:
        if move is None:
            now.push(partial)
        elif move.level > now.level:
            now.left.append((partial, move))
        elif (after := self._after(partial, move)) is not None:
            now.push(after)

    def _after(self, partial: _Partial, move: _Move) -> _Partial | None:
        """The route with one more flow; none where the flow carries nothing on, or nothing new to a place seen before."""
        seen = partial.seen
        if move.through is not None:
            seen = (*seen, _Seen(move.through % self._base, partial.presence, len(partial.flows)))
            if _adds_nothing(partial.seen, seen[-1]):
                return None
        presence = self._over(partial.presence, move.arcs)
        arrived = _Seen(move.head % self._base, presence, len(partial.flows) + 1)
        if not presence or _adds_nothing(seen, arrived):
            return None
        return _Partial(
            move.head,
            presence,
            (*partial.flows, move.flow),
            (*partial.assumed, move.assumed),
            (*seen, arrived),
            partial.cost + 1 + ASSUMED * move.assumed,
        )

    def _over(self, presence: tuple[Presence, ...], arcs: tuple[int, ...]) -> tuple[Presence, ...]:
        return tuple(
            dict.fromkeys(
                gained
                for arc in arcs
                for gained in forward(presence, self._span(arc), copy=self._goal.copies and bool(self._arcs.copy[arc]))
            )
        )

    def _span(self, arc: int) -> Span:
        arcs = self._arcs
        return Span(int(arcs.first[arc]), int(arcs.last[arc]), int(arcs.until[arc]), bool(arcs.somewhere[arc]))

    def _leaving(self, vertex: int) -> tuple[_Move, ...]:
        """The flows that may follow at a vertex, directly or after a step at the place."""
        if vertex not in self._moves:
            moves, steps = self._straight(vertex)
            for head, assumed in steps:
                for move in self._straight(head)[0]:
                    moves.append(_Move(move.flow, move.head, move.arcs, move.level, head, assumed))
            self._moves[vertex] = tuple(moves)
        return self._moves[vertex]

    def _straight(self, vertex: int) -> tuple[list[_Move], list[tuple[int, bool]]]:
        """The flows that leave a vertex (one entry for each level of evidence that more of their periods have), and the
        steps at its place."""
        periods: dict[tuple[int, int], list[int]] = {}
        steps: list[tuple[int, bool]] = []
        order, starts = self._by_tail
        for arc in order[starts[vertex] : starts[vertex + 1]].tolist():
            flow, head = int(self._arcs.flow[arc]), int(self._arcs.head[arc])
            if flow < 0:
                steps.append((head, bool(self._arcs.assumed[arc])))
            else:
                periods.setdefault((flow, head), []).append(arc)
        moves = [
            _Move(flow, head, tuple(arc for arc in arcs if self._arcs.level[arc] <= level), level)
            for (flow, head), arcs in periods.items()
            for level in sorted({int(self._arcs.level[arc]) for arc in arcs})
        ]
        return moves, steps

    @cached_property
    def _by_tail(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        tail = self._arcs.tail
        counts = np.bincount(tail, minlength=len(self._arcs.starts) - 1)
        return np.argsort(tail, kind="stable"), np.concatenate([[0], np.cumsum(counts)])

    def _goes_on(self, partial: _Partial, level: int) -> bool:
        """Whether the target can be reached past the vertices to which the route can bring nothing new any more."""
        later = Presence(min(days.first for days in partial.presence), FOREVER)
        closed = [one.vertex for one in partial.seen if not self._goal.copies or _covered(later, one.presence)]
        arcs = self._arcs.where((self._arcs.level <= level) & ~np.isin(self._arcs.head % self._base, closed))
        return bool(leading_to(arcs.starts, arcs.tail, self._targets)[partial.vertex])

    def _needs_its_detours(self, partial: _Partial) -> bool:
        return not any(self._holds(flows) for flows in self._shortcuts(partial))

    def _shortcuts(self, partial: _Partial) -> Iterator[tuple[int, ...]]:
        """The route without one of its detours, where the flow after the detour joins what comes before it."""
        place = self._arcs.walk.place
        for here, again in combinations(partial.seen, 2):
            if here.flows == again.flows or again.flows == len(partial.flows):
                continue
            flow, assumed = partial.flows[again.flows], partial.assumed[again.flows]
            if place[here.vertex] == place[again.vertex] and any(
                move.flow == flow and move.assumed <= assumed for move in self._leaving(here.vertex)
            ):
                yield partial.flows[: here.flows] + partial.flows[again.flows :]

    def _holds(self, flows: tuple[int, ...]) -> bool:
        presence: tuple[Presence, ...] = ALWAYS
        for flow in flows:
            presence = self._over(presence, tuple(np.flatnonzero(self._arcs.flow == flow).tolist()))
        asked = Label(self._goal.first, self._goal.last, throughout=False, arrival=0, cost=0)
        return any(satisfies(days, asked) for days in presence)


def _adds_nothing(seen: tuple[_Seen, ...], arrived: _Seen) -> bool:
    """Whether the route was at the vertex before, on all these days."""
    return any(
        before.vertex == arrived.vertex and all(_covered(days, before.presence) for days in arrived.presence)
        for before in seen
    )


def _covered(days: Presence, known: tuple[Presence, ...]) -> bool:
    return days in known or any(
        not one.somewhere and one.first <= days.first and days.last <= one.last for one in known
    )
