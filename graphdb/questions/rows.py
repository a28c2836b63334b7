"""The rows of an answer: one origin each, with its best route and all that is said about it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphdb.answers import Deciding, FirstReached, Place, Route, Standing
from graphdb.graph import Graph
from graphdb.questions.parameters import Question
from graphdb.questions.search_routes import Search
from graphdb.questions.telling import ToldHops, tell_place, tell_route
from graphdb.rules.categories import CategoryFate, CategoryOnRoute
from graphdb.rules.ranking import FoundRoute, rank
from graphdb.rules.states import state_on

__all__ = ["OriginRow", "ParentReach", "StandingFlags", "origin_rows", "standings"]

Flags = NDArray[np.bool_]
_ARRIVES = (CategoryFate.listed, CategoryFate.possible)
StandingFlags = dict[tuple[Question, bool], Flags]
"""For each question and whether surely, the places (P,) that reach."""


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One origin that reaches the target. ``sure``: in every reading of the dates; else ``deciding`` names the date.
    ``blocked``: its flows straight into the target that are blocked or suspended on the day."""

    origin: Place
    standing: Standing
    sure: bool
    deciding: Deciding | None
    route: Route
    first_reached: FirstReached
    categories: tuple[CategoryOnRoute, ...]
    blocked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParentReach:
    """What reaches an organization above the target and not the target itself."""

    parent: Place
    rows: tuple[OriginRow, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    origin: int
    route: FoundRoute
    sure: bool


def standings(search: Search) -> StandingFlags:
    """Which origins reach, by every question, surely and possibly."""
    return {(question, sure): search.reaching(question, sure=sure) for question in Question for sure in (True, False)}


def origin_rows(graph: Graph, search: Search, standing: StandingFlags, among: Flags) -> tuple[OriginRow, ...]:
    """The rows of the origins ``among`` (P,) that reach by the question asked, wholes before their parts, best first."""
    asked = search.filters.question
    sure, possible = standing[asked, True] & among, standing[asked, False] & among
    found = [_Found(origin, route, True) for origin, route in search.routes(sure, sure=True).items()]
    found += [_Found(origin, route, False) for origin, route in search.routes(possible & ~sure, sure=False).items()]
    first = search.first_reached(row.origin for row in found)
    hops: ToldHops = {}
    told = {row.origin: tell_route(graph, row.route, search.filters, sure=row.sure, told=hops) for row in found}
    fates: dict[int, tuple[CategoryOnRoute, ...]] = {}
    for is_sure in (True, False):
        best = {row.origin: told[row.origin].categories for row in found if row.sure == is_sure}
        if best:
            fates |= search.category_fates(best, sure=is_sure)
    wanted = set(search.filters.categories)
    return tuple(
        OriginRow(
            origin=tell_place(graph, row.origin),
            standing=_standing(row.origin, standing, sure=row.sure),
            sure=row.sure,
            deciding=None if row.sure else search.deciding(row.route),
            route=told[row.origin],
            first_reached=first[row.origin],
            categories=fates[row.origin],
            blocked=_blocked(graph, row.origin, search.target, search.filters.day),
        )
        for row in _ordered(graph, found)
        if not wanted or any(fate.category in wanted and fate.fate in _ARRIVES for fate in fates[row.origin])
    )


def _ordered(graph: Graph, found: list[_Found]) -> list[_Found]:
    """Sure rows first, each in the order of its best route; the parts of a whole follow where its first row stands."""

    def own(row: _Found) -> tuple[bool, tuple[int, int, int, tuple[int, ...]], int]:
        return not row.sure, rank(row.route), row.origin

    part_of = graph.network.part_of

    def whole(origin: int) -> int:
        return whole(int(part_of[origin])) if part_of[origin] >= 0 else origin

    best: dict[int, tuple[bool, tuple[int, int, int, tuple[int, ...]], int]] = {}
    for row in found:
        key = whole(row.origin)
        best[key] = min(best.get(key, own(row)), own(row))
    return sorted(found, key=lambda row: (best[whole(row.origin)], part_of[row.origin] >= 0, own(row)))


def _standing(origin: int, standing: StandingFlags, *, sure: bool) -> Standing:
    for question in (Question.flowing, Question.held):
        if standing[question, sure][origin]:
            return Standing(question.value)
    return Standing.ever


def _blocked(graph: Graph, origin: int, target: Flags, day: int) -> tuple[str, ...]:
    flows = np.flatnonzero((graph.network.source == origin) & target[graph.network.target])
    events = [(graph.flows[flow], state_on(graph.flows[flow], day)[0]) for flow in flows]
    return tuple(flow.id for flow, event in events if event is not None and event.state in ("blocked", "suspended"))
