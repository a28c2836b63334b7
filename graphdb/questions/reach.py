"""Which databases reach a target? Every dataset, and every organization whose unnamed data flows, with the best route,
how sure it is, and what it rests on; apart from them, what reaches only the organizations above the target."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphdb.answers import Coverage, Outcome, Place
from graphdb.graph import Graph
from graphdb.model import Dataset, Figure, FlowState, PeopleWhat
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.remembering import remembered
from graphdb.questions.rows import OriginRow, ParentReach, StandingFlags, origin_rows, standings
from graphdb.questions.search_routes import Search
from graphdb.questions.telling import tell_coverage, tell_place
from graphdb.rules.counting import count_flows, count_wholes
from graphdb.rules.evidence import GRADES
from graphdb.rules.people import Bounds, people_bounds
from graphdb.rules.target import parents, proper_places, target_places

__all__ = ["EXAMPLE", "Counts", "ReachAnswer", "ReachParameters", "ask"]

EXAMPLE = "reach ice"

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ReachParameters:
    """``limit``: the most rows returned, of datasets and organizations each."""

    target: str
    filters: Filters
    limit: int = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """Databases count a whole once, with its parts; flows count a practice once. All over the whole answer, also where
    rows were cut. ``possible``: databases that reach only in some reading of the dates, not counted elsewhere."""

    databases: int
    rows: int
    organizations: int
    possible: int
    flowing: int
    held: int
    ever: int
    flows: int


@dataclass(frozen=True, slots=True)
class ReachAnswer:
    """The answer to ``ReachParameters``. ``stands_for``: the places that the target stands for. ``inside``: flows
    between two of them, which lengthen no route. ``held_only``: datasets of which the target surely holds data while
    nothing new surely flows; ``past_only``: those of which it surely had data, and holds none that is sure. Both are
    about the day and the other filters, whichever question is asked, and without regard to ``categories``."""

    parameters: ReachParameters
    release: str
    target: Place
    stands_for: tuple[Place, ...]
    outcome: Outcome
    datasets: tuple[OriginRow, ...]
    organizations: tuple[OriginRow, ...]
    reaches_parent: tuple[ParentReach, ...]
    held_only: tuple[Place, ...]
    past_only: tuple[Place, ...]
    inside: tuple[str, ...]
    counts: Counts
    people: tuple[Bounds, ...]
    coverage: Coverage
    truncated: bool


@remembered
def ask(graph: Graph, parameters: ReachParameters) -> ReachAnswer:
    """Answer which origins reach the target.

    Raises:
        UnknownId: no place has the id of the target.
        BadParameter: a category is unknown to the release.
    """
    parameters.filters.check(graph)
    target = graph.place(parameters.target)
    places = target_places(graph.network, target)
    search = Search(graph, parameters.filters, places.mask, places.mask)
    standing = standings(search)
    rows = origin_rows(graph, search, standing, ~places.mask)
    datasets = tuple(row for row in rows if row.origin.kind == "dataset")
    organizations = tuple(row for row in rows if row.origin.kind == "organization")
    told = np.zeros_like(places.mask)
    told[[graph.place_number[row.origin.id] for row in rows]] = True
    above = tuple(
        _parent_reach(graph, parameters, places.mask, told, parent) for parent in parents(graph.network, target)
    )
    return ReachAnswer(
        parameters=parameters,
        release=graph.name,
        target=tell_place(graph, target),
        stands_for=tuple(tell_place(graph, number) for number in places.numbers),
        outcome=_outcome(rows),
        datasets=datasets[: parameters.limit],
        organizations=organizations[: parameters.limit],
        reaches_parent=tuple(reach for reach in above if reach.rows),
        held_only=_only(graph, standing, Question.held, Question.flowing),
        past_only=_only(graph, standing, Question.ever, Question.held),
        inside=_inside(graph, places.mask, parameters.filters),
        counts=_counts(graph, rows, standing),
        people=_people(graph, datasets),
        coverage=tell_coverage(graph, _note(graph, target, bool(rows)), parameters.filters.day),
        truncated=max(len(datasets), len(organizations), *(len(reach.rows) for reach in above), 0) > parameters.limit,
    )


def _only(graph: Graph, standing: StandingFlags, question: Question, stronger: Question) -> tuple[Place, ...]:
    """The datasets that surely reach by one question and not by the stronger one."""
    flags = standing[question, True] & ~standing[stronger, True] & ~graph.network.is_organization
    return tuple(tell_place(graph, int(number)) for number in np.flatnonzero(flags))


def _parent_reach(graph: Graph, parameters: ReachParameters, target: Flags, told: Flags, parent: int) -> ParentReach:
    """What reaches a parent, without the origins ``told`` (those that have a row of the target)."""
    proper = proper_places(graph.network, parent).mask & ~target
    search = Search(graph, parameters.filters, proper, proper | target)
    return ParentReach(tell_place(graph, parent), origin_rows(graph, search, standings(search), ~told))


def _inside(graph: Graph, target: Flags, filters: Filters) -> tuple[str, ...]:
    """The flows between two places of the target: for ``flowing`` those active on the day, else those active by then."""
    numbers = np.flatnonzero(target[graph.network.source] & target[graph.network.target])
    inside = []
    for number in numbers:
        active = [period for period in graph.periods[number] if period.state == FlowState.active]
        begun = [period for period in active if period.possible.first <= filters.day]
        if filters.question == Question.flowing:
            begun = [period for period in begun if filters.day <= period.possible.last]
        inside += [graph.flows[number].id] if begun else []
    return tuple(inside)


def _outcome(rows: Iterable[OriginRow]) -> Outcome:
    grades = [GRADES.index(row.route.evidence) for row in rows]
    return Outcome(GRADES[min(grades)].value) if grades else Outcome.no_known_route


def _counts(graph: Graph, rows: tuple[OriginRow, ...], standing: StandingFlags) -> Counts:
    part_of = {place.id: place.part_of for place in graph.places if isinstance(place, Dataset) and place.part_of}
    same_as = {flow.id: flow.same_as for flow in graph.flows if flow.same_as}

    def databases(origins: Iterable[Place]) -> set[str]:
        return {origin.id for origin in origins if origin.kind == "dataset"}

    def count(question: Question) -> int:
        numbers = np.flatnonzero(standing[question, True] & ~graph.network.is_organization)
        return count_wholes((graph.places[number].id for number in numbers), part_of)

    sure = databases(row.origin for row in rows if row.sure)
    every = databases(row.origin for row in rows)
    return Counts(
        databases=count_wholes(sure, part_of),
        rows=len(every),
        organizations=sum(row.origin.kind == "organization" for row in rows if row.sure),
        possible=count_wholes(every, part_of) - count_wholes(sure, part_of),
        flowing=count(Question.flowing),
        held=count(Question.held),
        ever=count(Question.ever),
        flows=count_flows((hop.flow for row in rows for hop in row.route.hops), same_as),
    )


def _people(graph: Graph, rows: tuple[OriginRow, ...]) -> tuple[Bounds, ...]:
    """Bounds over the datasets of the answer; a part counts with its whole where the whole has such a figure."""
    datasets = {row.origin.id: graph.records[row.origin.id] for row in rows}
    figures = [
        (row.origin.id, record.people, row.sure)
        for row in rows
        if isinstance(record := datasets[row.origin.id], Dataset) and record.people is not None
    ]
    counted = {(id_, figure.what) for id_, figure, _ in figures}
    return people_bounds(
        (id_, figure, sure) for id_, figure, sure in figures if not _with_whole(graph, id_, figure, counted)
    )


def _with_whole(graph: Graph, part: str, figure: Figure, counted: set[tuple[str, PeopleWhat | None]]) -> bool:
    record = graph.records[part]
    whole = record.part_of if isinstance(record, Dataset) else None
    return whole is not None and (whole, figure.what) in counted


def _note(graph: Graph, target: int, any_rows: bool) -> str:
    name = tell_place(graph, target).short
    into = int((graph.network.target == target).sum())
    if any_rows:
        return (
            f"These are the routes to {name} that the sources of this release show. Agreements that no source names "
            "are not in it: a dataset that is not listed has no known route, which does not mean that it has none."
        )
    return (
        f"No route to {name} is known under these filters. The release has {into} flows straight into {name}. No known "
        "route does not mean that there is none."
    )
