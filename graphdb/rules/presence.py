"""Rule: copies and windows in time. When is data of an origin at the target?

With A(p) the days on which data of the origin is at place p: A(origin) = always; over a copy flow u -> v active in I,
A(v) gains every day from the first of A(u) ∩ I (until a deletion that a record names); over a window, A(v) gains
A(u) ∩ I. ``forward`` takes one such step along a route.

``sweep`` goes backward and answers for all origins at once. S(p) is the set of days on which presence at p leads to
presence at the target as asked: ``held`` asks for the day t, ``ever`` for any day up to t. Over a copy flow, S(u) gains
I ∩ (-∞, max S(v)]; over a window, S(u) gains I ∩ S(v). An origin, present always, reaches when S(origin) is not empty.
``flowing`` is the same with every flow read as a window and the day t asked for: plain reachability over what is open.

S(p) is kept as labels, each an interval of days. Where the dates leave open on which day of an interval data moved
(``Span.somewhere``), a label may instead ask for presence *throughout* its interval: only then is the route sure in
every reading. Each label also carries the earliest day of arrival at the target that it leads to.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphdb.dates import BEGINNING, FOREVER
from graphdb.rules.states import Span
from graphdb.rules.walking import Arcs

__all__ = ["ALWAYS", "Goal", "Label", "Labels", "Presence", "forward", "satisfies", "sweep"]

ASSUMED = 1 << 16
"""The cost of an assumed join, in hops: fewer assumed joins outweigh any number of hops."""


class Goal(NamedTuple):
    """What is asked of A(target): that it holds a day from ``first`` to ``last``. ``copies``: whether copies stay."""

    first: int
    last: int
    copies: bool

    @classmethod
    def flowing(cls, day: int) -> "Goal":
        """Every hop open on the day."""
        return cls(day, day, copies=False)

    @classmethod
    def held(cls, day: int) -> "Goal":
        """The day is in A(target)."""
        return cls(day, day, copies=True)

    @classmethod
    def ever(cls, day: int) -> "Goal":
        """A(target) holds a day up to this one."""
        return cls(BEGINNING, day, copies=True)


class Label(NamedTuple):
    """Presence on a day of the interval (or, ``throughout``, on all of them) leads to the target at this cost; arrival
    there is the later of the day and ``arrival``."""

    first: int
    last: int
    throughout: bool
    arrival: int
    cost: int


@dataclass(frozen=True, slots=True)
class Presence:
    """Days on which data is at a place: all of an interval, or (``somewhere``) one unknown day within it."""

    first: int
    last: int
    somewhere: bool = False


ALWAYS = (Presence(BEGINNING, FOREVER),)
"""A(origin)."""


def forward(presence: Iterable[Presence], span: Span, *, copy: bool) -> tuple[Presence, ...]:
    """A(v) from A(u) over one period of a flow u -> v."""
    return tuple(gained for days in presence if (gained := _gain(days, span, copy)) is not None)


def _gain(days: Presence, span: Span, copy: bool) -> Presence | None:
    if days.somewhere and span.somewhere:
        return None
    if days.somewhere or span.somewhere:
        inner, outer = (days, span) if days.somewhere else (span, days)
        if not (outer.first <= inner.first and inner.last <= outer.last):
            return None
        if not copy:
            return Presence(inner.first, inner.last, somewhere=True)
        return Presence(inner.last, span.kept_until) if inner.last <= span.kept_until else None
    first, last = max(days.first, span.first), min(days.last, span.last)
    if first > last:
        return None
    return Presence(first, max(span.kept_until, first) if copy else last)


def satisfies(presence: Presence, label: Label) -> bool:
    """Whether data present so leads to the target as the label says."""
    if label.throughout:
        return not presence.somewhere and presence.first <= label.first and label.last <= presence.last
    if presence.somewhere:
        return label.first <= presence.first and presence.last <= label.last
    return presence.first <= label.last and label.first <= presence.last


@dataclass(frozen=True, eq=False)
class Labels:
    """The labels that a sweep found, ordered by vertex (``starts[v]:starts[v + 1]``) and cost."""

    starts: NDArray[np.int64]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    throughout: NDArray[np.bool_]
    arrival: NDArray[np.int32]
    cost: NDArray[np.int32]

    def reaches(self) -> NDArray[np.bool_]:
        """For each vertex, whether presence there always leads to the target."""
        return np.diff(self.starts) > 0

    def at(self, vertex: int) -> list[Label]:
        """The labels of one vertex, cheapest first."""
        return [
            Label(
                int(self.first[number]),
                int(self.last[number]),
                bool(self.throughout[number]),
                int(self.arrival[number]),
                int(self.cost[number]),
            )
            for number in range(int(self.starts[vertex]), int(self.starts[vertex + 1]))
        ]

    def first_arrival(self) -> NDArray[np.int32]:
        """For each vertex, the earliest day of arrival at the target for what was always there; FOREVER where none."""
        arrival = np.where(self.throughout, self.arrival, np.maximum(self.first, self.arrival))
        vertices = len(self.starts) - 1
        earliest = np.full(vertices, FOREVER, dtype=np.int32)
        np.minimum.at(earliest, np.repeat(np.arange(vertices), np.diff(self.starts)), arrival)
        return earliest


class _Batch(NamedTuple):
    """Labels under way, one value a label in each array."""

    vertex: NDArray[np.int32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    throughout: NDArray[np.bool_]
    arrival: NDArray[np.int32]

    def take(self, which: NDArray[np.int64] | NDArray[np.bool_]) -> "_Batch":
        return _Batch(
            self.vertex[which], self.first[which], self.last[which], self.throughout[which], self.arrival[which]
        )


def sweep(arcs: Arcs, targets: NDArray[np.int32], goal: Goal, *, arrivals: bool = False) -> Labels:
    """S(p) of every vertex, for data asked at the vertices ``targets``.

    Labels come in order of cost (assumed joins, then hops), and one that an earlier label makes needless is dropped, so
    the labels of a vertex up to a cost tell exactly what that cost can do. ``arrivals``: keep the labels that only make
    the arrival earlier (needed for ``Labels.first_arrival``).
    """
    count = len(targets)
    goal_first = np.full(count, goal.first, dtype=np.int32)
    start = _Batch(
        targets.astype(np.int32),
        goal_first,
        np.full(count, goal.last, dtype=np.int32),
        np.zeros(count, dtype=bool),
        np.zeros(count, dtype=np.int32),
    )
    kept = _Kept(len(arcs.starts) - 1)
    waiting: dict[int, list[_Batch]] = {0: [start]}
    found: list[tuple[int, _Batch]] = []
    while waiting:
        cost = min(waiting)
        new = kept.accept(_join(waiting.pop(cost)))
        if not len(new.vertex):
            continue
        found.append((cost, new))
        for extra, batch in _expand(arcs, new, goal.copies, arrivals):
            waiting.setdefault(cost + extra, []).append(batch)
    return _ordered(found, len(arcs.starts) - 1)


def _join(batches: list[_Batch]) -> _Batch:
    return (
        batches[0]
        if len(batches) == 1
        else _Batch(*(np.concatenate(columns) for columns in zip(*batches, strict=True)))
    )


def _expand(arcs: Arcs, labels: _Batch, copies: bool, arrivals: bool) -> Iterable[tuple[int, _Batch]]:
    """The labels that these lead to over the arcs entering their vertices, by the cost that the arc adds."""
    count = arcs.starts[labels.vertex + 1] - arcs.starts[labels.vertex]
    which = np.repeat(np.arange(len(count)), count)
    arc = np.arange(len(which)) - np.repeat(np.cumsum(count) - count - arcs.starts[labels.vertex], count)
    batch, arc = _over(arcs, labels.take(which), arc, copies)
    if not arrivals:
        batch = batch._replace(arrival=np.zeros(len(arc), dtype=np.int32))
    cost = np.where(arcs.flow[arc] >= 0, 1, np.where(arcs.assumed[arc], ASSUMED, 0))
    for extra in (0, 1, ASSUMED):
        chosen = cost == extra
        if chosen.all() and len(chosen):
            yield extra, batch
        elif chosen.any():
            yield extra, batch.take(chosen)


def _over(arcs: Arcs, label: _Batch, arc: NDArray[np.int64], copies: bool) -> tuple[_Batch, NDArray[np.int64]]:
    """Each label carried backward over its arc; those that no day satisfies are dropped."""
    first, last, somewhere = arcs.first[arc], arcs.last[arc], arcs.somewhere[arc]
    copy = arcs.copy[arc] & copies
    until = np.where(copy, np.minimum(label.last, arcs.until[arc]), label.last)
    throughout = label.throughout
    # One day of the label: a window needs presence on the day, a copy on any day before the last that it can serve.
    new_first = np.where(copy, first, np.maximum(first, label.first))
    new_last = np.minimum(last, until)
    good = (until >= label.first) & (new_first <= new_last)
    arrival = np.where(copy, np.maximum(label.first, label.arrival), label.arrival)
    new_throughout = somewhere
    if somewhere.any():
        # One unknown day from first to last: it must do whichever it is, so presence is needed throughout.
        does = np.where(copy, until >= np.maximum(label.first, last), (label.first <= first) & (last <= label.last))
        good = np.where(somewhere, does, good)
        new_first, new_last = np.where(somewhere, first, new_first), np.where(somewhere, last, new_last)
        arrival = np.where(somewhere, np.maximum(last, arrival), arrival)
    if throughout.any():
        # All days of the label: a window must cover them, a copy must be made by the first and kept to the last.
        covers = ~somewhere & (first <= label.first) & (label.last <= last)
        made = np.where(somewhere, last <= label.first, first <= label.first) & (arcs.until[arc] >= label.last)
        good = np.where(throughout, np.where(copy, made, covers), good)
        whole = throughout & ~copy
        new_first = np.where(throughout, np.where(copy, first, label.first), new_first)
        new_last = np.where(throughout, np.where(copy & ~somewhere, np.minimum(last, label.first), new_last), new_last)
        new_last = np.where(whole, label.last, new_last)
        arrival = np.where(throughout, label.arrival, arrival)
        new_throughout = np.where(throughout, somewhere | ~copy, somewhere)
    batch = _Batch(arcs.tail[arc], new_first, new_last, new_throughout, arrival).take(good)
    return batch, arc[good]


class _Kept:
    """What is known of each vertex, to drop labels that add nothing. Two intervals a vertex stand in arrays; the rest,
    which is rare, in a set."""

    def __init__(self, vertices: int) -> None:
        self._first = [np.full(vertices, FOREVER + 1, dtype=np.int32) for _ in range(2)]
        self._last = [np.full(vertices, -1, dtype=np.int32) for _ in range(2)]
        self._arrival = [np.full(vertices, FOREVER + 1, dtype=np.int32) for _ in range(2)]
        self._rest: set[tuple[int, int, int, bool, int]] = set()

    def accept(self, labels: _Batch) -> _Batch:
        """The labels that add something, each at most once; they are known from now on."""
        accepted: list[_Batch] = []
        labels = labels.take(~self._needless(labels))
        if len(labels.vertex) > 1:
            labels = labels.take(
                np.lexsort((labels.arrival, labels.first, -labels.last, labels.throughout, labels.vertex))
            )
        while len(labels.vertex):
            leading = np.ones(len(labels.vertex), dtype=bool)
            leading[1:] = labels.vertex[1:] != labels.vertex[:-1]
            new = labels.take(leading)
            accepted.append(new.take(self._remember(new)))
            labels = labels.take(~leading)
            if len(labels.vertex):
                labels = labels.take(~self._needless(labels))
        return _join(accepted) if accepted else labels

    def _needless(self, labels: _Batch) -> NDArray[np.bool_]:
        needless = np.zeros(len(labels.vertex), dtype=bool)
        for first, last, arrival in zip(self._first, self._last, self._arrival, strict=True):
            own_first, own_last, own_arrival = first[labels.vertex], last[labels.vertex], arrival[labels.vertex]
            wider = (own_first <= labels.first) & (labels.last <= own_last) & (own_arrival <= labels.arrival)
            if labels.throughout.any():
                # Presence throughout an interval that meets a known one is presence on a day of the known one.
                met = np.maximum(own_first, labels.first)
                meets = (met <= np.minimum(own_last, labels.last)) & (np.maximum(met, own_arrival) <= labels.arrival)
                wider = np.where(labels.throughout, meets, wider)
            needless |= wider
        return needless

    def _remember(self, labels: _Batch) -> NDArray[np.bool_]:
        """Takes in one label a vertex; whether each is new."""
        new = np.ones(len(labels.vertex), dtype=bool)
        left = ~labels.throughout
        for first, last, arrival in zip(self._first, self._last, self._arrival, strict=True):
            vertex = labels.vertex
            replaces = (
                left
                & (labels.first <= first[vertex])
                & (last[vertex] <= labels.last)
                & (labels.arrival <= arrival[vertex])
            )
            chosen = vertex[replaces]
            first[chosen], last[chosen] = labels.first[replaces], labels.last[replaces]
            arrival[chosen] = labels.arrival[replaces]
            left &= ~replaces
        for number in np.flatnonzero(left | labels.throughout):
            key = (
                int(labels.vertex[number]),
                int(labels.first[number]),
                int(labels.last[number]),
                bool(labels.throughout[number]),
                int(labels.arrival[number]),
            )
            new[number] = key not in self._rest
            self._rest.add(key)
        return new


def _ordered(found: list[tuple[int, _Batch]], vertices: int) -> Labels:
    every = _join([batch for _, batch in found])
    cost = np.concatenate([np.full(len(batch.vertex), cost, dtype=np.int32) for cost, batch in found])
    order = np.argsort(every.vertex, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(every.vertex, minlength=vertices))]).astype(np.int64)
    return Labels(
        starts,
        every.first[order],
        every.last[order],
        every.throughout[order],
        every.arrival[order],
        cost[order],
    )
