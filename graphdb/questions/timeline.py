"""When did it change? Every day on which the set of reaching origins, a grade or what is sure changes, with the flows,
agreements and rulings that did it; and what came, went and changed between two days.

Nothing is asked day by day: an answer can change only where days of a flow begin or end (``rules.profile``).
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from graphdb.answers import Coverage, FirstReached, Place
from graphdb.dates import BEGINNING, day_number, day_text
from graphdb.errors import BadParameter
from graphdb.graph import Graph
from graphdb.model import Agreement, Evidence
from graphdb.questions.asked_places import origin_outside
from graphdb.questions.causes import Cause, causes_of
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.remembering import remembered
from graphdb.questions.search_routes import Search
from graphdb.questions.telling import tell_coverage, tell_place
from graphdb.questions.told import Told, sentence
from graphdb.rules.best_by_day import steps_of_large
from graphdb.rules.counting import count_wholes
from graphdb.rules.evidence import level_parts
from graphdb.rules.profile import Profiles, Step, at, steps
from graphdb.rules.ranking import FoundRoute
from graphdb.rules.target import target_places
from graphdb.rules.walking import select, walk_of, walkable
from graphdb.sentences import date_words, list_words, number_words

__all__ = ["EXAMPLE", "Change", "ChangeKind", "Point", "StateChange", "TimelineAnswer", "TimelineParameters", "ask"]

EXAMPLE = "timeline ice --origin tmsis --question held"


class ChangeKind(StrEnum):
    """``came`` and ``went``: whether it reaches at all, possibly included. ``grade``: only the best grade changed.
    ``sure``, ``unsure``: it reached possibly before, or does so from now on."""

    came = "came"
    went = "went"
    grade = "grade"
    sure = "sure"
    unsure = "unsure"


@dataclass(frozen=True, slots=True)
class TimelineParameters:
    """From the day after ``since`` (none: from the beginning) to the day of the filters. ``origin``: only this one."""

    target: str
    filters: Filters
    origin: str | None = None
    since: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an origin stands on a day: by its best sure route or, without one, its best possible one."""

    sure: bool
    evidence: Evidence
    route: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed for one origin; none for ``before`` or ``after``: it does not reach."""

    origin: Place
    kind: ChangeKind
    before: Standing | None
    after: Standing | None
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A day with all its changes, and how many databases surely and possibly reach from then on."""

    day: str
    changes: tuple[Change, ...]
    databases: int
    possible: int


@dataclass(frozen=True, slots=True)
class StateChange:
    """An entry in the history of a flow that is on a way to the target, or of its agreement."""

    day: str
    date: str
    record: str
    state: str
    legal_action: str | None
    why: str | None


@dataclass(frozen=True, slots=True)
class OriginFirst:
    """When data of an origin was first at the target."""

    origin: Place
    first_reached: FirstReached


@dataclass(frozen=True, slots=True)
class TimelineAnswer:
    """The answer to ``TimelineParameters``. ``between``: from ``since`` (or from nothing) to the day asked for, each
    origin once. ``first_reached``: by origin, up to the day. ``truncated``: the graph is so large that the work was
    limited, and origins are missing."""

    parameters: TimelineParameters
    release: str
    target: Place
    points: tuple[Point, ...]
    states: tuple[StateChange, ...]
    between: tuple[Change, ...]
    first_reached: tuple[OriginFirst, ...]
    coverage: Coverage
    told: Told
    truncated: bool


@remembered
def ask(graph: Graph, parameters: TimelineParameters) -> TimelineAnswer:
    """Answer when what reaches the target changed.

    Raises:
        UnknownId: no place has one of the ids.
        BadParameter: ``since`` is after the day asked for, the origin is a place of the target, categories are asked
            for, or a category is unknown.
    """
    parameters.filters.check(graph)
    since = _since(parameters)
    target = graph.place(parameters.target)
    mask = target_places(graph.network, target).mask
    asked = parameters.origin
    origin = origin_outside(graph, asked, target, mask) if asked is not None else None
    search = Search(graph, parameters.filters, mask, mask, only_from=origin)
    lines, whole = _lines(graph, search, origin)
    day = parameters.filters.day
    points = tuple(_points(graph, lines, since, day))
    between = tuple(change for line in lines if (change := _change(graph, line, since, day, between=True)) is not None)
    reached = [line.origin for line in lines if line.at(day) is not None or line.ever_by(day)]
    first = search.first_reached(reached)
    told_target = tell_place(graph, target)
    return TimelineAnswer(
        parameters=parameters,
        release=graph.name,
        target=told_target,
        points=points,
        states=tuple(_states(graph, lines, search, since, day)),
        between=between,
        first_reached=tuple(OriginFirst(tell_place(graph, number), first[number]) for number in reached),
        coverage=tell_coverage(graph, _NOTE, parameters.filters.day),
        told=_told(parameters, told_target, points, between),
        truncated=not whole,
    )


_NOTE = (
    "A change is one of what sources say about a day. A flow may have begun before the first day that a source attests, and "
    "one that no source names is not in it."
)


def _since(parameters: TimelineParameters) -> int:
    if parameters.filters.categories:
        raise BadParameter("The time line does not tell categories apart.", "Leave category out.")
    if parameters.since is None:
        return BEGINNING
    if parameters.since > parameters.filters.as_of:
        raise BadParameter("The first day is after the last one.", "Give since a day up to as_of.")
    return day_number(parameters.since)


@dataclass(frozen=True, eq=False)
class _Line:
    """The steps of one origin, by the sure and by the widest reading of the dates."""

    origin: int
    sure: list[Step]
    possible: list[Step]

    def at(self, day: int) -> tuple[bool, FoundRoute] | None:
        """How it stands on a day: whether surely, and by which route."""
        route = at(self.sure, day)
        if route is not None:
            return True, route
        route = at(self.possible, day)
        return None if route is None else (False, route)

    def ever_by(self, day: int) -> bool:
        return any(step.first <= day for step in self.possible)

    def days(self) -> set[int]:
        """The days on which something may change."""
        return {step.first for step in (*self.sure, *self.possible)}


_MOST_SEARCHED = 4
"""How many origins of which there are too many ways are searched day by day of change (about a second each). So one origin
of a large graph is told whole, and all of them are not."""

_MANY_FLOWS = 20_000


def _lines(
    graph: Graph,
    search: Search,
    origin: int | None,
    *,
    most_of_one: int | None = None,
    most_searched: int = _MOST_SEARCHED,
) -> tuple[list[_Line], bool]:
    """The lines of all origins that ever reach, in the order of their ids, and whether none is missing. ``most_of_one``:
    the most ways of an origin that are followed one by one; in a large graph none is, they would be too many."""
    filters, network = search.filters, graph.network
    selection = filters.walked(graph)
    walk = walk_of(network, selection)
    copies, ever = filters.question != Question.flowing, filters.question == Question.ever
    readings = []
    if most_of_one is None:
        most_of_one = 0 if network.flow_count > _MANY_FLOWS else 5_000
    for sure in (True, False):
        arcs = select(network, walk, walkable(network, selection), search.closed, sure=sure)
        readings.append((arcs, Profiles(arcs, search.targets, copies=copies, most_of_one=most_of_one)))
    origins = [origin] if origin is not None else np.flatnonzero(~search.closed).tolist()
    lines: list[_Line] = []
    searched, whole = 0, True
    for number in origins:
        arrivals = [profiles.arrivals(number) for _, profiles in readings]
        too_many = any(found is None for found in arrivals)
        if too_many and searched >= most_searched:
            whole = False
            continue
        searched += too_many
        own = [
            steps(found, ever=ever)
            if found is not None
            else steps_of_large(arcs, search.targets, number, copies=copies, ever=ever)
            for found, (arcs, _) in zip(arrivals, readings, strict=True)
        ]
        lines.append(_Line(number, *own))
    return [line for line in lines if line.possible], whole


def _points(graph: Graph, lines: list[_Line], since: int, until: int) -> Iterator[Point]:
    """The days with a change, in order."""
    by_day: dict[int, list[_Line]] = {}
    for line in lines:
        for day in line.days():
            if since < day <= until:
                by_day.setdefault(day, []).append(line)
    standing = {line.origin: line.at(since) for line in lines}
    part_of = {
        graph.places[number].id: graph.places[int(whole)].id
        for number, whole in enumerate(graph.network.part_of)
        if whole >= 0
    }

    def count(*, surely: bool) -> int:
        ids = [
            graph.places[origin].id
            for origin, stands in standing.items()
            if stands is not None and (stands[0] or not surely) and not graph.network.is_organization[origin]
        ]
        return count_wholes(ids, part_of)

    for day, changing in sorted(by_day.items()):
        changes = [_change(graph, line, day - 1, day, between=False) for line in changing]
        standing |= {line.origin: line.at(day) for line in changing}
        told = tuple(change for change in changes if change is not None)
        if told:
            surely = count(surely=True)
            yield Point(day_text(day) or "", told, surely, count(surely=False) - surely)


def _change(graph: Graph, line: _Line, before: int, after: int, *, between: bool) -> Change | None:
    """What changed for an origin from one day to another; none where only its route did, or nothing."""
    old, new = line.at(before), line.at(after)
    told_old, told_new = _standing(graph, old), _standing(graph, new)
    kind = _kind(told_old, told_new)
    if kind is None:
        return None
    routes = [route for stands in (old, new) if stands is not None for route in [stands[1]]]
    causes = () if between else causes_of(graph, (flow for route in routes for flow in route.flows), after)
    return Change(tell_place(graph, line.origin), kind, told_old, told_new, causes)


def _standing(graph: Graph, stands: tuple[bool, FoundRoute] | None) -> Standing | None:
    if stands is None:
        return None
    sure, route = stands
    return Standing(sure, level_parts(route.level)[0], tuple(graph.flows[flow].id for flow in route.flows))


def _kind(before: Standing | None, after: Standing | None) -> ChangeKind | None:
    if before is None or after is None:
        return None if before == after else ChangeKind.came if before is None else ChangeKind.went
    if before.sure != after.sure:
        return ChangeKind.sure if after.sure else ChangeKind.unsure
    return ChangeKind.grade if before.evidence != after.evidence else None


def _states(graph: Graph, lines: list[_Line], search: Search, since: int, until: int) -> Iterator[StateChange]:
    """The entries of the flows on ways of these origins, and of their agreements, up to the day, in order."""
    flows = {flow for line in lines for step in line.possible if step.route for flow in step.route.flows}
    straight = search.target[graph.network.target]
    origins = {line.origin for line in lines}
    flows |= {int(flow) for flow in np.flatnonzero(straight) if int(graph.network.source[flow]) in origins}
    told = []
    agreements = {graph.flows[number].agreement for number in flows} - {None}
    for record in [*(graph.flows[number] for number in flows), *(graph.records[str(id_)] for id_ in agreements)]:
        history: Iterable[object] = getattr(record, "history", ())
        for event in history:
            first = event.date.first  # type: ignore[attr-defined]
            if since < first <= until:
                told.append((first, isinstance(record, Agreement), record.id, event))
    for first, _, id_, event in sorted(told, key=lambda entry: entry[:3]):
        yield StateChange(
            day_text(first) or "",
            str(event.date),  # type: ignore[attr-defined]
            id_,
            event.state.value,  # type: ignore[attr-defined]
            event.legal_action,  # type: ignore[attr-defined]
            event.why,  # type: ignore[attr-defined]
        )


_VERBS = {
    ChangeKind.came: ("came to reach it", "came to reach it"),
    ChangeKind.went: ("ceased to reach it", "ceased to reach it"),
    ChangeKind.grade: ("changed its grade of evidence only", "changed their grade of evidence only"),
    ChangeKind.sure: ("became sure", "became sure"),
    ChangeKind.unsure: ("became possible, not sure", "became possible, not sure"),
}


def _told(
    parameters: TimelineParameters, target: Place, points: tuple[Point, ...], between: tuple[Change, ...]
) -> Told:
    until = date_words(parameters.filters.as_of.isoformat())
    begun = f"From {date_words(parameters.since.isoformat())} to {until}" if parameters.since else f"Up to {until}"
    title = f"Time line of what reaches {target.short}"
    if not points:
        return Told(title, f"{begun}, no change is known in what reaches {target.short}.", _told_notes(parameters))
    days = number_words(len(points), "day")
    first = f"{begun}, what is known to reach {target.short} changed on {days}"
    return Told(title, sentence(first, _between_words(between), _last_words(points[-1])), _told_notes(parameters))


def _between_words(between: tuple[Change, ...]) -> str:
    """Over the whole time, each origin once."""
    counts = {kind: sum(change.kind == kind for change in between) for kind in ChangeKind}
    words = [f"{number_words(count, 'origin')} {_VERBS[kind][count > 1]}" for kind, count in counts.items() if count]
    return f"In all, {list_words(tuple(words), most=9)}" if words else "In all, every origin stands as it did before"


def _last_words(point: Point) -> str:
    """The last change, with the flow that did it."""
    change = point.changes[0]
    more = f" (and {number_words(len(point.changes) - 1, 'other change')})" if len(point.changes) > 1 else ""
    verb = _VERBS[change.kind][0]
    cause = change.causes[-1] if change.causes else None
    by = ""
    if cause is not None:
        state = "not confirmed" if cause.state == "unconfirmed" else cause.state.replace("_", " ")
        by = f", because a flow was {state} ({date_words(cause.date)})"
    return f"The last change was on {date_words(point.day)}: {change.origin.name} {verb}{by}{more}"


def _told_notes(parameters: TimelineParameters) -> tuple[str, ...]:
    meaning = {
        Question.flowing: "A day counts here when every hop of a route is open on it.",
        Question.held: "A day counts here when the target has the data on it, by an open flow or a copy.",
        Question.ever: "A day counts here from the first one on which the target had the data.",
    }[parameters.filters.question]
    return (meaning, "Where a date is not exact, an origin is possible from its first day and sure from its last one.")
