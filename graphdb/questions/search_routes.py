"""The search that the questions share: which origins reach a set of places, by which best route, and how surely."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graphdb.answers import Deciding, FirstReached
from graphdb.dates import day_text
from graphdb.graph import Graph
from graphdb.model import FlowState
from graphdb.questions.parameters import Filters, Joins, Question
from graphdb.rules.categories import (
    CategoryFate,
    CategoryOnRoute,
    categories_on_route,
    category_masks,
    lets_through,
    lists,
)
from graphdb.rules.evidence import level_parts
from graphdb.rules.presence import ALWAYS, Goal, Presence, forward, sweep
from graphdb.rules.ranking import FoundRoute, best_routes
from graphdb.rules.reachability import leading_to
from graphdb.rules.walking import Arcs, Selection, onward_from, select, walk_of, walkable

__all__ = ["Search"]

_STRIPPED = CategoryFate.stripped
_RAISED = (CategoryFate.possible, _STRIPPED)
"""The fates that another route can raise."""

Flags = NDArray[np.bool_]
Fates = dict[int, tuple[CategoryOnRoute, ...]]
"""What becomes of the categories of each origin."""


@dataclass(frozen=True, eq=False)
class Search:
    """Routes into ``target`` (one flag a place) under filters. ``closed``: places that no route leaves. ``only_from``:
    the one origin asked about, if only one is."""

    graph: Graph
    filters: Filters
    target: Flags
    closed: Flags
    only_from: int | None = None

    @cached_property
    def _selection(self) -> Selection:
        return self.filters.walked(self.graph)

    @property
    def targets(self) -> NDArray[np.int32]:
        """The vertices of the target."""
        return self._targets

    @property
    def goal(self) -> Goal:
        """What the question asks of the days at the target."""
        return self.filters.question.goal(self.filters.day)

    def arcs(self, *, sure: bool) -> Arcs:
        """The arcs that can matter, by the sure or the possible reading of the dates; for ``flowing``, those open on
        the day."""
        return self._open(self._sure if sure else self._possible)

    @cached_property
    def _targets(self) -> NDArray[np.int32]:
        """The vertices at which a route arrives: the entrances of the places. Where joins are assumed, a dataset too has
        an entrance of its own, and a step from its operator to what it holds is no arrival."""
        walk = walk_of(self.graph.network, self._selection)
        vertices = np.flatnonzero(self.target[walk.place]).astype(np.int32)
        return vertices[vertices >= self.graph.network.place_count] if self._assumed else vertices

    @property
    def _assumed(self) -> bool:
        return self.filters.joins == Joins.assumed

    @cached_property
    def _sure(self) -> Arcs:
        return self._arcs(sure=True)

    @cached_property
    def _possible(self) -> Arcs:
        return self._arcs(sure=False)

    def _arcs(self, *, sure: bool) -> Arcs:
        network, selection = self.graph.network, self._selection
        arcs = select(network, walk_of(network, selection), walkable(network, selection), self.closed, sure=sure)
        # What leads nowhere, or does not come from the one origin, changes no answer: the fewer arcs, the faster.
        arcs = arcs.where(leading_to(arcs.starts, arcs.tail, self._targets)[arcs.head])
        return arcs if self.only_from is None else arcs.where(onward_from(arcs, [self.only_from])[arcs.tail])

    def _open(self, arcs: Arcs) -> Arcs:
        """The arcs that can matter: for ``flowing``, those open on the day."""
        if self.filters.question == Question.flowing:
            return arcs.open_on(self.filters.day)
        return arcs

    def reaching(self, question: Question, *, sure: bool) -> Flags:
        """(P,) the origins that reach, surely or possibly."""
        arcs = self._sure if sure else self._possible
        day = self.filters.day
        if question == Question.flowing:
            arcs = arcs.open_on(day)
            reached = leading_to(arcs.starts, arcs.tail, self._targets)
        else:
            reached = sweep(arcs, self._targets, question.goal(day)).reaches()
        return reached[: self.graph.network.place_count] & ~self.closed

    def routes(self, origins: Flags, *, sure: bool, most: int | None = None) -> dict[int, FoundRoute]:
        """The best route of each of these origins, best first."""
        arcs = self._open(self._sure if sure else self._possible)
        goal = self.filters.question.goal(self.filters.day)
        return best_routes(arcs, self._targets, goal, (int(origin) for origin in np.flatnonzero(origins)), most)

    def first_reached(self, origins: Iterable[int]) -> dict[int, FirstReached]:
        """For each origin, the first day on which its data was at the target, up to the day asked for."""
        latest = sweep(self._sure, self._targets, Goal.ever(self.filters.day), arrivals=True).first_arrival()
        halves = sweep(self._half_days(), self._targets, Goal.ever(2 * self.filters.day + 1), arrivals=True)
        earliest = halves.first_arrival()
        return {
            origin: FirstReached(
                day_text(int(earliest[origin]) // 2), day_text(int(latest[origin])), not int(earliest[origin]) % 2
            )
            for origin in origins
        }

    def _half_days(self) -> Arcs:
        """The possible arcs in half days (``Graph.half_days``)."""
        walk = self._possible.walk
        return Arcs(walk, self.graph.half_days(walk), self._possible.keep)

    def deciding(self, route: FoundRoute) -> Deciding | None:
        """The date because of which a route is possible and not sure: of the hop at which the sure reading of the dates
        does not carry on, or else of the nearest hop before it, the date that is not exact and nearest to the day."""
        reached = self._carries_to(route)
        day = self.filters.day
        for number in (*reversed(route.flows[: reached + 1]), *route.flows[reached + 1 :]):
            flow = self.graph.flows[number]
            inexact = [e for e in flow.history if not e.date.exact or (e.attested and e.state != FlowState.active)]
            if inexact:
                distance = {id(e): max(e.date.first - day, day - e.date.last, 0) for e in inexact}
                event = min(inexact, key=lambda entry: (distance[id(entry)], entry.date.first))
                return Deciding(flow.id, str(event.date), event.state.value)
        return None

    def _carries_to(self, route: FoundRoute) -> int:
        """The position of the hop at which the sure reading stops, or of the last one."""
        goal = self.filters.question.goal(self.filters.day)
        walked = self.filters.states_of_grade(level_parts(route.level)[0])
        presence: tuple[Presence, ...] = ALWAYS
        for position, number in enumerate(route.flows):
            copy = goal.copies and bool(self.graph.network.copy[number])
            spans = [period.sure for period in self.graph.periods[number] if period.state in walked]
            presence = tuple(gained for span in spans for gained in forward(presence, span, copy=copy))
            if not goal.copies:
                presence = tuple(days for days in presence if days.first <= goal.first <= days.last)
            if not presence:
                return position
        return len(route.flows) - 1

    def category_fates(self, told: Fates, *, sure: bool) -> Fates:
        """For each origin, the strongest fate of each category over all its routes. ``told``: the fates on the best
        route, which name the deciding hop wherever the best route has the strongest fate. What is stripped by the sure
        reading of the dates, and not by the possible one, is ``possible``."""
        fates = self._strongest(told, sure=sure)
        if not sure:
            return fates
        stripped = {(origin, one.category) for origin, own in fates.items() for one in own if one.fate == _STRIPPED}
        doubtful = {origin: fates[origin] for origin, _ in stripped}
        better = {
            (origin, fate.category): CategoryOnRoute(
                fate.category, CategoryFate.possible, fate.decided_by or self._dated_by(origin, fate.category)
            )
            for origin, own in self._strongest(doubtful, sure=False).items()
            for fate in own
            if (origin, fate.category) in stripped and fate.fate != _STRIPPED
        }
        return {origin: tuple(better.get((origin, one.category), one) for one in own) for origin, own in fates.items()}

    def _strongest(self, told: Fates, *, sure: bool) -> Fates:
        """The strongest fates by one reading of the dates."""
        told = {origin: self._with_other_flows(origin, fates, sure=sure) for origin, fates in told.items()}
        listed, possible = self._masks(told, sure=sure)
        weaker: dict[str, list[int]] = {}
        strongest: dict[tuple[int, str], CategoryFate] = {}
        for origin, fates in told.items():
            for fate in fates:
                number = self._bit[fate.category]
                best = fate.fate
                if best in _RAISED and _has(listed, origin, number):
                    best = CategoryFate.listed
                elif best in _RAISED and _has(possible, origin, number):
                    best = CategoryFate.possible
                strongest[origin, fate.category] = best
                if best != fate.fate and best == CategoryFate.possible:
                    weaker.setdefault(fate.category, []).append(origin)
        deciding = {
            (origin, category): flow
            for category, origins in weaker.items()
            for origin, flow in self._left_open_by(origins, category, sure=sure).items()
        }
        return {
            origin: tuple(
                fate
                if strongest[origin, fate.category] == fate.fate
                else CategoryOnRoute(
                    fate.category, strongest[origin, fate.category], deciding.get((origin, fate.category))
                )
                for fate in fates
            )
            for origin, fates in told.items()
        }

    def _dated_by(self, origin: int, category: str) -> str | None:
        """The flow on whose imprecise date it hangs that a category arrives listed."""
        arcs = self._open(self._possible)
        listing = arcs.where((arcs.flow < 0) | lists(self.graph.network, self._bit[category])[arcs.flow])
        goal = self.filters.question.goal(self.filters.day)
        route = best_routes(listing, self._targets, goal, [origin])[origin]
        deciding = self.deciding(route)
        return deciding.flow if deciding else self.graph.flows[route.flows[-1]].id

    def _with_other_flows(
        self, origin: int, fates: tuple[CategoryOnRoute, ...], *, sure: bool
    ) -> tuple[CategoryOnRoute, ...]:
        """For unnamed data of an organization, also the categories that the first flows of its other routes list: they
        are its own, even where the best route has them added on the way. Each with its fate on the best such route."""
        if not self.graph.network.is_organization[origin]:
            return fates
        arcs = self._open(self._sure if sure else self._possible)
        leads = leading_to(arcs.starts, arcs.tail, self._targets)
        own = {fate.category for fate in fates if fate.fate != CategoryFate.added}
        others: dict[str, CategoryOnRoute] = {}
        for number in np.unique(arcs.flow[(arcs.tail == origin) & leads[arcs.head]]):
            new = set(self.graph.flows[number].categories) - own - others.keys()
            if not new:
                continue
            only = arcs.where((arcs.tail != origin) | (arcs.flow == number))
            only = only.where(onward_from(only, [origin])[only.tail])
            for route in best_routes(only, self._targets, self.goal, [origin]).values():
                hops = [self.graph.flows[flow] for flow in route.flows]
                others |= {one.category: one for one in categories_on_route(None, hops) if one.category in new}
        kept = tuple(fate for fate in fates if fate.category not in others)
        return kept + tuple(others[category] for category in sorted(others))

    @cached_property
    def _bit(self) -> dict[str, int]:
        return {category: number for number, category in enumerate(sorted(self.graph.categories))}

    def _left_open_by(self, origins: list[int], category: str, *, sure: bool) -> dict[int, str]:
        """For each origin, the hop whose list leaves a category open, on the best route that lets it through."""
        network = self.graph.network
        arcs = self._open(self._sure if sure else self._possible)
        passing = arcs.where((arcs.flow < 0) | lets_through(network, self._bit[category])[arcs.flow])
        passing = passing.where(onward_from(passing, origins)[passing.tail])
        goal = self.filters.question.goal(self.filters.day)
        routes = best_routes(passing, self._targets, goal, origins)
        listing = lists(network, self._bit[category])
        return {
            origin: next(self.graph.flows[flow].id for flow in route.flows if not listing[flow])
            for origin, route in routes.items()
        }

    def _masks(self, told: Fates, *, sure: bool) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """(V, W) each: the categories that arrive listed, and those that may arrive, by some route; as far as that
        can be better than what is ``told``."""
        network = self.graph.network
        arcs = self._open(self._sure if sure else self._possible)
        if self.filters.question == Question.flowing:
            return category_masks(network, arcs, self._targets)
        goal = self.filters.question.goal(self.filters.day)
        shape = (len(arcs.starts) - 1, network.holds.shape[1])
        listed, possible = np.zeros(shape, dtype=np.uint64), np.zeros(shape, dtype=np.uint64)
        raised: dict[str, dict[CategoryFate, list[int]]] = {}
        for origin, fates in told.items():
            for fate in fates:
                if fate.fate in _RAISED:
                    raised.setdefault(fate.category, {}).setdefault(fate.fate, []).append(origin)
        for category, by_fate in sorted(raised.items()):
            stripped = by_fate.get(_STRIPPED, [])
            word, position = divmod(self._bit[category], 64)
            for masks, passes, origins in (
                (listed, lists, [*stripped, *by_fate.get(CategoryFate.possible, [])]),
                (possible, lets_through, stripped),
            ):
                # Only what would raise the fate of some origin is worth a sweep, and only the ways from there are swept.
                passing = arcs.where((arcs.flow < 0) | passes(network, self._bit[category])[arcs.flow])
                passing = passing.where(onward_from(passing, origins)[passing.tail]) if origins else passing
                if not origins or not leading_to(passing.starts, passing.tail, self._targets)[origins].any():
                    continue
                reached = sweep(passing, self._targets, goal).reaches()
                masks[reached, word] |= np.uint64(1 << position)
        return listed, possible


def _has(masks: NDArray[np.uint64], vertex: int, category: int) -> bool:
    word, position = divmod(category, 64)
    return bool(masks[vertex, word] >> np.uint64(position) & np.uint64(1))
