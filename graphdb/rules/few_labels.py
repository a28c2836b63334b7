"""The sweep of ``rules.presence`` for a few arcs, one label at a time.

The rules are the same, and the labels mean the same. On arrays a round costs some hundred microseconds however few labels
it has; with a few hundred arcs, which is what narrowing leaves of a real release, going label by label is several times as
fast. ``tests/rules/test_few_labels.py`` holds the two against each other.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from graphdb.dates import BEGINNING, FOREVER
from graphdb.rules.walking import Arcs

__all__ = ["FewLabel", "few_labels"]


class FewLabel(NamedTuple):
    """As ``rules.presence.Label``, with the vertex; ``order``: its cost or, where arrivals are kept, its arrival."""

    order: int
    vertex: int
    first: int
    last: int
    throughout: bool
    arrival: int


class _Entering(NamedTuple):
    tail: int
    first: int
    last: int
    until: int
    somewhere: bool
    copy: bool
    cost: int


def few_labels(
    arcs: Arcs, targets: list[int], days: tuple[int, int], *, copies: bool, arrivals: bool, assumed: int
) -> list[FewLabel]:
    """The labels of every vertex, in order. ``days``: those asked for at ``targets``; ``copies``: whether copies stay;
    ``assumed``: the cost of an assumed join."""
    entering = _entering(arcs, copies, assumed)
    known: dict[int, list[FewLabel]] = defaultdict(list)
    found: list[FewLabel] = []
    arrival = BEGINNING if arrivals else FOREVER
    waiting = [FewLabel(arrival if arrivals else 0, vertex, *days, False, arrival) for vertex in targets]
    while waiting:
        label = heapq.heappop(waiting)
        own = known[label.vertex]
        if any(_makes_needless(one, label) for one in own):
            continue
        own.append(label)
        found.append(label)
        for arc in entering.get(label.vertex, ()):
            for first, last, throughout, arrived in _over(label, arc):
                if arrivals:
                    arrived = arrived if throughout else max(first, arrived)  # noqa: PLW2901 - the day of arrival itself
                    heapq.heappush(waiting, FewLabel(arrived, arc.tail, first, last, throughout, arrived))
                else:
                    cost = label.order + arc.cost
                    heapq.heappush(waiting, FewLabel(cost, arc.tail, first, last, throughout, FOREVER))
    return found


def _entering(arcs: Arcs, copies: bool, assumed: int) -> dict[int, list[_Entering]]:
    columns = (
        arcs.head,
        arcs.tail,
        arcs.first,
        arcs.last,
        arcs.until,
        arcs.somewhere,
        arcs.copy,
        arcs.flow,
        arcs.assumed,
    )
    entering: dict[int, list[_Entering]] = defaultdict(list)
    for head, tail, first, last, until, somewhere, copy, flow, is_assumed in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        cost = 1 if flow >= 0 else assumed if is_assumed else 0
        entering[head].append(_Entering(tail, first, last, until, somewhere, copy and copies, cost))
    return entering


def _makes_needless(known: FewLabel, label: FewLabel) -> bool:
    """As ``rules.labels``: whatever the label can do, the known one does, at no later arrival."""
    if not label.throughout:
        return (
            not known.throughout
            and known.first <= label.first
            and label.last <= known.last
            and known.arrival <= label.arrival
        )
    if known.throughout:
        return label.first <= known.first and known.last <= label.last and known.arrival <= label.arrival
    met = max(known.first, label.first)
    return met <= min(known.last, label.last) and max(met, known.arrival) <= label.arrival


def _over(label: FewLabel, arc: _Entering) -> Iterator[tuple[int, int, bool, int]]:
    """A label carried backward over an arc: its days, whether they are asked throughout, and its arrival."""
    if label.throughout:
        yield from _throughout_over(label, arc)
    elif arc.somewhere:
        # One unknown day: it must do whichever it is, so presence is needed throughout.
        if arc.copy:
            if min(label.last, arc.until) >= max(label.first, arc.last):
                yield arc.first, arc.last, True, max(arc.last, label.first, label.arrival)
        elif label.first <= arc.first and arc.last <= label.last:
            yield arc.first, arc.last, True, max(arc.last, label.arrival)
    else:
        until = min(label.last, arc.until) if arc.copy else label.last
        first = arc.first if arc.copy else max(arc.first, label.first)
        last = min(arc.last, until)
        if until >= label.first and first <= last:
            yield first, last, False, label.arrival


def _throughout_over(label: FewLabel, arc: _Entering) -> Iterator[tuple[int, int, bool, int]]:
    """All days of the label: a window must cover them, a copy must be made by the first and kept to the last."""
    if not arc.copy:
        if not arc.somewhere and arc.first <= label.first and label.last <= arc.last:
            yield label.first, label.last, True, label.arrival
    elif arc.until >= label.last and (arc.last if arc.somewhere else arc.first) <= label.first:
        yield arc.first, arc.last if arc.somewhere else min(arc.last, label.first), arc.somewhere, label.arrival
