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

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphdb.dates import BEGINNING, FOREVER
from graphdb.rules.few_labels import FewLabel, few_labels
from graphdb.rules.labels import Batch, KnownLabels, join
from graphdb.rules.states import Span
from graphdb.rules.walking import Arcs

__all__ = ["ALWAYS", "Goal", "Label", "Labels", "Presence", "forward", "leads", "satisfies", "sweep"]

ASSUMED = 1 << 16
"""The cost of an assumed join, in hops: fewer assumed joins outweigh any number of hops."""

_FEW_ARCS = 600
"""Up to so many arcs, one label at a time is faster than whole rounds of them."""

_SAMPLE = 4_096
_STAGE_SIZE = 40_000
_MOST_STAGES = 16


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
    there is the later of the day and ``arrival`` (FOREVER where a sweep keeps no arrivals)."""

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


def sweep(
    arcs: Arcs, targets: NDArray[np.int32], goal: Goal, *, arrivals: bool = False, few_arcs: int = _FEW_ARCS
) -> Labels:
    """S(p) of every vertex, for data asked at the vertices ``targets``.

    Labels come in order of cost (assumed joins, then hops), and one that an earlier label makes needless is dropped, so
    the labels of a vertex up to a cost tell exactly what that cost can do. ``arrivals``: keep the labels that only make
    the arrival earlier (needed for ``Labels.first_arrival``); the labels then come in order of arrival, without a cost.
    Up to ``few_arcs`` arcs are swept one label at a time, more of them in rounds; the labels mean the same.
    """
    if len(arcs.tail) <= few_arcs:
        return _remembered(arcs, targets, goal, arrivals=arrivals)
    known = KnownLabels(len(arcs.starts) - 1)
    waiting: dict[int, list[Batch]] = {0: [_at_targets(targets, goal, BEGINNING if arrivals else FOREVER)]}
    found: list[tuple[int, Batch]] = []
    stages = _stages(arcs) if arrivals else None
    while waiting:
        stage = min(waiting)
        new = known.accept(join(waiting.pop(stage)))
        if not len(new.vertex):
            continue
        found.append((stage if stages is None else 0, new))
        batch, arc = _expand(arcs, new, goal.copies)
        later = _by_cost(arcs, arc, batch, stage) if stages is None else _by_arrival(batch, stages)
        for at, part in later:
            waiting.setdefault(at, []).append(part)
    return _ordered(found, len(arcs.starts) - 1)


def leads(arcs: Arcs, labels: Labels, goal: Goal) -> NDArray[np.bool_]:
    """For each arc, whether data that is always where it starts can lead over it to the target as asked. ``labels``:
    what ``sweep`` found for the same arcs and goal."""
    vertices = np.repeat(np.arange(len(labels.starts) - 1, dtype=np.int32), np.diff(labels.starts))
    every = Batch(vertices, labels.first, labels.last, labels.throughout, labels.arrival)
    _, passed = _expand(arcs, every, goal.copies)
    flags = np.zeros(len(arcs.tail), dtype=bool)
    flags[passed] = True
    return flags


def _at_targets(targets: NDArray[np.int32], goal: Goal, arrival: int) -> Batch:
    count = len(targets)
    return Batch(
        targets.astype(np.int32),
        np.full(count, goal.first, dtype=np.int32),
        np.full(count, goal.last, dtype=np.int32),
        np.zeros(count, dtype=bool),
        np.full(count, arrival, dtype=np.int32),
    )


def _stages(arcs: Arcs) -> NDArray[np.int32]:
    """Days that cut the time of many arcs into stages of like size. An arrival never becomes earlier on the way back, so
    what a stage finds is final, and few labels are improved again and again."""
    days = np.sort(arcs.first[:: max(1, len(arcs.first) // _SAMPLE)])
    count = min(len(arcs.first) // _STAGE_SIZE, _MOST_STAGES)
    return np.unique(days[len(days) * np.arange(1, count) // max(1, count)])


def _by_arrival(batch: Batch, stages: NDArray[np.int32]) -> Iterable[tuple[int, Batch]]:
    """The labels by the stage in which their data arrives."""
    arrival = np.where(batch.throughout, batch.arrival, np.maximum(batch.first, batch.arrival))
    stage = np.searchsorted(stages, arrival).astype(np.uint16)
    order = np.argsort(stage, kind="stable")
    batch = batch._replace(arrival=arrival).at(order)
    ends = np.cumsum(np.bincount(stage))
    for at in np.unique(stage):
        yield int(at), batch.at(slice(ends[at - 1] if at else 0, ends[at]))


def _by_cost(arcs: Arcs, arc: NDArray[np.int64], batch: Batch, cost: int) -> Iterable[tuple[int, Batch]]:
    """The labels by their cost: what the arc of each adds to that of the label it comes from."""
    batch = batch._replace(arrival=np.full(len(arc), FOREVER, dtype=np.int32))
    if not arcs.walk.has_steps:
        yield cost + 1, batch
        return
    added = np.where(arcs.flow[arc] >= 0, 1, np.where(arcs.assumed[arc], ASSUMED, 0))
    for extra in (0, 1, ASSUMED):
        chosen = added == extra
        if chosen.any():
            yield cost + extra, batch.where(chosen)


def _expand(arcs: Arcs, labels: Batch, copies: bool) -> tuple[Batch, NDArray[np.int64]]:
    """The labels that these lead to over the arcs entering their vertices, with the arc of each."""
    count = arcs.starts[labels.vertex + 1] - arcs.starts[labels.vertex]
    which = np.repeat(np.arange(len(count)), count)
    arc = np.arange(len(which)) - np.repeat(np.cumsum(count) - count - arcs.starts[labels.vertex], count)
    rare = arcs.somewhere.take(arc) | labels.throughout.take(which)
    often, seldom = np.flatnonzero(~rare), np.flatnonzero(rare)
    batch, passed = _over(arcs, labels.at(which.take(often)), arc.take(often), copies)
    if not len(seldom):
        return batch, passed
    other, passed_too = _over_unknown_day(arcs, labels.at(which.take(seldom)), arc.take(seldom), copies)
    return join([batch, other]), np.concatenate([passed, passed_too])


def _over(arcs: Arcs, label: Batch, arc: NDArray[np.int64], copies: bool) -> tuple[Batch, NDArray[np.int64]]:
    """Each label, for one day of its interval, carried backward over its arc, which is open on all of its days; those
    that no day satisfies are dropped. A window needs presence on the day, a copy on any day before the last that it can
    serve."""
    copy = arcs.copy.take(arc) & copies
    until = np.where(copy, np.minimum(label.last, arcs.until.take(arc)), label.last)
    first = arcs.first.take(arc)
    new_first = np.where(copy, first, np.maximum(first, label.first))
    new_last = np.minimum(arcs.last.take(arc), until)
    good = np.flatnonzero((until >= label.first) & (new_first <= new_last))
    new = Batch(arcs.tail.take(arc), new_first, new_last, np.zeros(len(arc), dtype=bool), label.arrival)
    return new.at(good), arc.take(good)


def _over_unknown_day(
    arcs: Arcs, label: Batch, arc: NDArray[np.int64], copies: bool
) -> tuple[Batch, NDArray[np.int64]]:
    """The same where the arc is open on one unknown day, or the label asks for presence throughout, or both."""
    first, last, until = arcs.first.take(arc), arcs.last.take(arc), arcs.until.take(arc)
    somewhere, copy = arcs.somewhere.take(arc), arcs.copy.take(arc) & copies
    throughout = label.throughout
    # One unknown day from first to last: it must do whichever it is, so presence is needed throughout.
    served = np.minimum(label.last, until) >= np.maximum(label.first, last)
    does = np.where(copy, served, (label.first <= first) & (last <= label.last))
    # All days of the label: a window must cover them, a copy must be made by the first and kept to the last.
    covers = ~somewhere & (first <= label.first) & (label.last <= last)
    made = np.where(somewhere, last <= label.first, first <= label.first) & (until >= label.last)
    good = np.flatnonzero(np.where(throughout, np.where(copy, made, covers), does))
    by_copy = np.where(somewhere, last, np.minimum(last, label.first))
    whole = throughout & ~copy
    arrival = np.maximum(last, np.where(copy, np.maximum(label.first, label.arrival), label.arrival))
    new = Batch(
        arcs.tail.take(arc),
        np.where(whole, label.first, first),
        np.where(whole, label.last, np.where(throughout, by_copy, last)),
        somewhere | whole,
        np.where(throughout, label.arrival, arrival),
    )
    return new.at(good), arc.take(good)


_MOST_REMEMBERED = 1_000
_remembering = threading.Lock()


def _remembered(arcs: Arcs, targets: NDArray[np.int32], goal: Goal, *, arrivals: bool) -> Labels:
    """The sweep of few arcs, from the sweeps that the walk remembers: questions about one target, and the parts of one
    question, ask for the same ones again and again. A walk is immutable, so what is remembered stays true."""
    asked = (arcs.chosen.tobytes(), id(arcs.days.first), targets.tobytes(), goal, arrivals)
    # The day columns are kept with the labels, so that no other ones can come to have their id.
    known: OrderedDict[object, tuple[Labels, object]] = arcs.walk.sweeps
    with _remembering:
        if asked in known:
            known.move_to_end(asked)
            return known[asked][0]
    days = (goal.first, goal.last)
    few = few_labels(arcs, targets.tolist(), days, copies=goal.copies, arrivals=arrivals, assumed=ASSUMED)
    labels = _of_few(few, len(arcs.starts) - 1, costs=not arrivals)
    with _remembering:
        known[asked] = labels, arcs.days
        if len(known) > _MOST_REMEMBERED:
            known.popitem(last=False)
    return labels


def _of_few(found: list[FewLabel], vertices: int, *, costs: bool) -> Labels:
    found.sort(key=lambda label: label.vertex)
    columns = np.array(found, dtype=np.int32).reshape(-1, len(FewLabel._fields))
    order, vertex, first, last, throughout, arrival = columns.T
    starts = np.zeros(vertices + 1, dtype=np.int64)
    np.cumsum(np.bincount(vertex, minlength=vertices), out=starts[1:])
    return Labels(starts, first, last, throughout.astype(bool), arrival, order if costs else np.zeros_like(order))


def _ordered(found: list[tuple[int, Batch]], vertices: int) -> Labels:
    every = join(batch for _, batch in found)
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
