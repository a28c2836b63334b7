"""A slow and obvious second implementation of the rules of time, on networkx. It shares no code with ``graphdb.rules``.

Data moves day by day through a graph of (place, day): a window passes what is there on the day, a copy is also there on
every later day until it is deleted. At an organization, data that a flow brought in leaves only by the flows that pass
it on. An imprecise date is read in every way it can be read, one world at a time.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

__all__ = ["LAST_DAY", "Plan", "PlannedFlow", "first_day_at_target", "origins", "surely", "walks"]

LAST_DAY = 14
"""The oracle's world lasts from day 1 to this day."""


@dataclass(frozen=True)
class PlannedFlow:
    """A flow active from a day within ``opens`` to a day within ``closes`` (none: for good), never ending before it
    starts. ``ended_by``: all that is known of the end is that it had come by the last day of ``closes``. ``deleted``:
    the day on which the copy was deleted."""

    name: str
    source: str
    target: str
    copy: bool
    opens: tuple[int, int]
    closes: tuple[int, int] | None
    ended_by: bool = False
    onward_of: tuple[str, ...] = ()
    deleted: int | None = None
    grade: int = 0

    def readings(self) -> Iterator[tuple[int, int]]:
        """Every pair of first and last active day."""
        for first in range(self.opens[0], self.opens[1] + 1):
            if self.closes is None:
                yield first, LAST_DAY
                continue
            earliest = first if self.ended_by else self.closes[0]
            for last in range(earliest, self.closes[1] + 1):
                if last >= first:
                    yield first, last

    def widest(self) -> tuple[int, int]:
        """The days on which it may have been active."""
        return self.opens[0], LAST_DAY if self.closes is None else max(self.closes[1], self.opens[0])


@dataclass(frozen=True)
class Plan:
    """Places and flows. ``organizations`` are the places that pass on only what a flow says."""

    places: tuple[str, ...]
    organizations: frozenset[str]
    target: str
    flows: tuple[PlannedFlow, ...]


Days = dict[str, tuple[int, int]]
Moment = tuple[str, str, int]


def _world(plan: Plan, days: Days, *, copies: bool) -> "nx.DiGraph[Moment]":
    """(place, way in, day) -> (place, way in, day). The way in matters at organizations only; data that an origin has
    from the start is at (place, "own", day)."""
    world: nx.DiGraph[Moment] = nx.DiGraph()
    for flow in plan.flows:
        if flow.source == plan.target or flow.name not in days:
            continue
        first, last = days[flow.name]
        entry = flow.name if flow.target in plan.organizations else "own"
        for way_in in _leaves_from(plan, flow):
            for day in range(first, last + 1):
                kept = range(day, _kept_until(flow, day) + 1) if copies and flow.copy else (day,)
                for later in kept:
                    world.add_edge((flow.source, way_in, day), (flow.target, entry, later))
    return world


def _leaves_from(plan: Plan, flow: PlannedFlow) -> tuple[str, ...]:
    return ("own", *flow.onward_of) if flow.source in plan.organizations else ("own",)


def _kept_until(flow: PlannedFlow, day: int) -> int:
    return flow.deleted if flow.deleted is not None and day <= flow.deleted else LAST_DAY


def _days_at_target(plan: Plan, days: Days, origin: str, *, copies: bool) -> set[int]:
    world = _world(plan, days, copies=copies)
    starts = [(origin, "own", day) for day in range(1, LAST_DAY + 1) if (origin, "own", day) in world]
    reached = set().union(*(nx.descendants(world, start) for start in starts)) if starts else set()
    return {day for place, _, day in reached if place == plan.target}


def _asked(found: set[int], question: str, day: int) -> bool:
    return day in found if question != "ever" else any(moment <= day for moment in found)


def _days_on(days: Days, question: str, day: int) -> Days:
    """For ``flowing``, only the flows open on the day, on that day."""
    if question != "flowing":
        return days
    return {name: (day, day) for name, (first, last) in days.items() if first <= day <= last}


def origins(plan: Plan, question: str, day: int) -> set[str]:
    """The places that may reach the target, by the widest reading of every date."""
    days = _days_on({flow.name: flow.widest() for flow in plan.flows}, question, day)
    return {
        place
        for place in plan.places
        if place != plan.target
        and _asked(_days_at_target(plan, days, place, copies=question != "flowing"), question, day)
    }


def first_day_at_target(plan: Plan, origin: str, day: int) -> int | None:
    """The first day, up to ``day``, on which data of the origin may be at the target."""
    days = {flow.name: flow.widest() for flow in plan.flows}
    found = {moment for moment in _days_at_target(plan, days, origin, copies=True) if moment <= day}
    return min(found, default=None)


def walks(plan: Plan, origin: str, most: int) -> Iterator[tuple[PlannedFlow, ...]]:
    """Every chain of at most ``most`` flows from the origin to the target that joins, whatever the days."""
    by_source: dict[str, list[PlannedFlow]] = {}
    for flow in plan.flows:
        by_source.setdefault(flow.source, []).append(flow)
    waiting: list[tuple[PlannedFlow, ...]] = [(flow,) for flow in by_source.get(origin, [])]
    while waiting:
        walk = waiting.pop()
        end = walk[-1].target
        if end == plan.target:
            yield walk
        elif len(walk) < most:
            waiting += [
                (*walk, flow)
                for flow in by_source.get(end, [])
                if end not in plan.organizations or walk[-1].name in flow.onward_of
            ]


def walk_holds(walk: tuple[PlannedFlow, ...], days: Days, question: str, day: int) -> bool:
    """Whether the walk answers the question when its flows are active on these days."""
    present = set(range(1, LAST_DAY + 1))
    days = _days_on(days, question, day)
    for flow in walk:
        if flow.name not in days:
            return False
        first, last = days[flow.name]
        moved = {moment for moment in present if first <= moment <= last}
        present = moved
        if question != "flowing" and flow.copy and moved:
            before = [m for m in moved if flow.deleted is None or m <= flow.deleted]
            after = [m for m in moved if flow.deleted is not None and m > flow.deleted]
            present = set(range(min(before), _kept_until(flow, min(before)) + 1)) if before else set()
            present |= set(range(min(after), LAST_DAY + 1)) if after else set()
    return _asked(present, question, day)


def surely(walk: tuple[PlannedFlow, ...], question: str, day: int) -> bool:
    """Whether the walk answers the question in every world."""
    flows = tuple(dict.fromkeys(walk))
    return all(
        walk_holds(walk, {flow.name: days for flow, days in zip(flows, world, strict=True)}, question, day)
        for world in itertools.product(*(tuple(flow.readings()) for flow in flows))
    )


def possibly(walk: tuple[PlannedFlow, ...], question: str, day: int) -> bool:
    """Whether the walk answers the question by the widest reading."""
    return walk_holds(walk, {flow.name: flow.widest() for flow in walk}, question, day)
