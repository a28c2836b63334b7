"""Where could it be stopped? The agreements and places on every route, how many databases depend on each agreement alone,
and the smallest set of agreements whose end leaves no route.

A route counts here in the widest reading of the dates: after a cut that is told, not even a possible route is left. An end
is read as if the flows had never been (``Filters.without``): what it would leave of copies is told by ``what_if``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphdb.answers import Coverage, Place
from graphdb.graph import Graph
from graphdb.model import Agreement
from graphdb.questions.asked_places import origin_outside
from graphdb.questions.parameters import Filters
from graphdb.questions.remembering import remembered
from graphdb.questions.search_routes import Search
from graphdb.questions.telling import tell_coverage, tell_place
from graphdb.questions.told import Told, day_opening, named, sentence
from graphdb.rules.counting import count_wholes
from graphdb.rules.cuts import Cut, RoutesLeft, dependents, smallest_cut
from graphdb.rules.target import target_places
from graphdb.rules.units import Units, agreement_units, place_units
from graphdb.sentences import list_words, number_words

__all__ = ["EXAMPLE", "ChokePointsAnswer", "ChokePointsParameters", "Share", "SmallestCut", "Unit", "ask"]

_MOST_NAMED = 3

EXAMPLE = "choke-points ice --origin tmsis --question held"

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ChokePointsParameters:
    """What reaches the target: one origin or, without one, every one. ``limit``: the most shares returned."""

    target: str
    filters: Filters
    origin: str | None = None
    limit: int = 500


@dataclass(frozen=True, slots=True)
class Unit:
    """What can end by itself: an agreement with the flows under it, or a flow without one. ``kind``: of the agreement
    (statute, contract ...), or "flow"."""

    id: str
    title: str
    kind: str
    flows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How much depends on one unit alone: ``origins`` that have no route without it, and how many databases these are
    (a whole counted once)."""

    unit: Unit
    origins: tuple[Place, ...]
    databases: int


@dataclass(frozen=True, slots=True)
class SmallestCut:
    """Units whose end leaves no route; there may be other sets as small. ``at_least``: no set of fewer does; where that
    equals their number, it is proven that there is no smaller one."""

    units: tuple[Unit, ...]
    at_least: int
    proven: bool


@dataclass(frozen=True, slots=True)
class ChokePointsAnswer:
    """The answer to ``ChokePointsParameters``. ``reaching``: the origins that have a route. ``on_every_route``: the units
    without which none of them has one; ``places_on_every_route``: so with places between. ``shares``: every unit on
    which an origin depends alone, by what its end would remove; not ``shares_exact``: more may depend on them. ``cut``:
    for all of them; none where none reaches."""

    parameters: ChokePointsParameters
    release: str
    target: Place
    reaching: tuple[Place, ...]
    databases: int
    on_every_route: tuple[Unit, ...]
    places_on_every_route: tuple[Place, ...]
    shares: tuple[Share, ...]
    shares_exact: bool
    cut: SmallestCut | None
    coverage: Coverage
    told: Told
    truncated: bool


@remembered
def ask(graph: Graph, parameters: ChokePointsParameters) -> ChokePointsAnswer:
    """Answer where routes to the target could be stopped.

    Raises:
        UnknownId: no place has one of the ids.
        BadParameter: the origin is a place of the target, or a category is unknown.
    """
    parameters.filters.check(graph)
    target = graph.place(parameters.target)
    mask = target_places(graph.network, target).mask
    asked = parameters.origin
    origin = origin_outside(graph, asked, target, mask) if asked is not None else None
    search = Search(graph, parameters.filters, mask, mask, only_from=origin)
    reached = search.reaching(parameters.filters.question, sure=False)
    origins = [int(number) for number in np.flatnonzero(reached) if origin in (None, number)]
    finder = _Finder(graph, search, origins)
    shares, exact = finder.shares()
    every = tuple(share.unit for share in shares if origins and len(share.origins) == len(origins))
    places = tuple(tell_place(graph, number) for number in origins)
    told_target = tell_place(graph, target)
    parts = _Parts(parameters, told_target, places, finder.databases(origins), every, shares, finder.cut())
    return ChokePointsAnswer(
        parameters=parameters,
        release=graph.name,
        target=told_target,
        reaching=places,
        databases=parts.databases,
        on_every_route=every,
        places_on_every_route=finder.shared_places(),
        shares=shares[: parameters.limit],
        shares_exact=exact,
        cut=parts.cut,
        coverage=tell_coverage(graph, _NOTE, parameters.filters.day),
        told=_told(parts),
        truncated=len(shares) > parameters.limit,
    )


_NOTE = (
    "These are the routes that the sources of this release show. Data may go other ways that no source names; an end of an "
    "agreement closes only what is known to rest on it."
)


@dataclass(frozen=True, eq=False)
class _Finder:
    graph: Graph
    search: Search
    origins: list[int]

    def shares(self) -> tuple[tuple[Share, ...], bool]:
        """Every unit on which an origin depends alone, by what its end would remove, and whether these are all."""
        units = agreement_units(self.graph.flows)
        every, exact = self._on_every_route(units)
        depending: dict[int, list[int]] = {}
        for origin, own in every.items():
            for unit in own:
                depending.setdefault(unit, []).append(origin)
        shares = [
            Share(
                tell_unit(self.graph, units, unit),
                tuple(tell_place(self.graph, origin) for origin in sorted(origins)),
                self.databases(origins),
            )
            for unit, origins in depending.items()
        ]
        return tuple(sorted(shares, key=lambda share: (-share.databases, -len(share.origins), share.unit.id))), exact

    def shared_places(self) -> tuple[Place, ...]:
        """The places between that are on every route of every origin: a flow that leaves one counts for it, but for the
        first flow of a route."""
        graph, origins = self.graph, set(self.origins)
        units = place_units([flow.source for flow in graph.flows], frozenset())
        shared: frozenset[int] | None = None
        for origin, own in self._on_every_route(units)[0].items():
            between = own - {units.number[graph.places[origin].id]}
            shared = between if shared is None else shared & between
        numbers = sorted(graph.place_number[units.names[unit]] for unit in shared or ())
        return tuple(tell_place(graph, number) for number in numbers if number not in origins)

    def _on_every_route(self, units: Units) -> tuple[dict[int, frozenset[int]], bool]:
        if not self.origins:
            return {}, True
        arcs, targets, goal = self.search.arcs(sure=False), self.search.targets, self.search.goal
        return dependents(arcs, targets, goal, units, self.origins)

    def cut(self) -> SmallestCut | None:
        """The smallest set of units whose end leaves none of the origins a route."""
        if not self.origins:
            return None
        units = agreement_units(self.graph.flows)
        arcs, targets, goal = self.search.arcs(sure=False), self.search.targets, self.search.goal
        cut: Cut = smallest_cut(RoutesLeft(arcs, targets, goal, units, self.origins))
        assert cut.units is not None, "every flow is of some unit"
        chosen = tuple(tell_unit(self.graph, units, unit) for unit in sorted(cut.units))
        return SmallestCut(chosen, cut.at_least, cut.proven)

    def databases(self, origins: Iterable[int]) -> int:
        """How many databases these origins are."""
        network, places = self.graph.network, self.graph.places
        part_of = {
            places[number].id: places[int(whole)].id for number, whole in enumerate(network.part_of) if whole >= 0
        }
        return count_wholes((places[at].id for at in origins if not network.is_organization[at]), part_of)


def tell_unit(graph: Graph, units: Units, unit: int) -> Unit:
    """A unit in records."""
    id_ = units.names[unit]
    flows = tuple(graph.flows[flow].id for flow in np.flatnonzero(units.of_flow == unit))
    record = graph.records[id_]
    if isinstance(record, Agreement):
        return Unit(id_, record.title, record.kind.value, flows)
    flow = graph.flow(id_)
    ends = [tell_place(graph, graph.place_number[place]).short for place in (flow.source, flow.target)]
    return Unit(id_, f"flow from {ends[0]} to {ends[1]}", "flow", flows)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the words are made of."""

    parameters: ChokePointsParameters
    target: Place
    reaching: tuple[Place, ...]
    databases: int
    every: tuple[Unit, ...]
    shares: tuple[Share, ...]
    cut: SmallestCut | None


def _told(parts: _Parts) -> Told:
    filters, name = parts.parameters.filters, parts.target.short
    one = parts.reaching[0] if parts.parameters.origin is not None and parts.reaching else None
    title = f"Choke points of routes from {one.name} to {name}" if one else f"Choke points of routes to {name}"
    opening = day_opening(filters)
    if not parts.reaching or parts.cut is None:
        return Told(title, f"{opening}, no route to {name} is known; that does not mean that there is none.", ())
    whose = f"of {named(one)} to {name}" if one else f"from {_count(parts)} to {name}"
    if parts.every:
        words = [f"{opening}, every known route {whose} rests on {_units(parts.every)}", *_each(parts.every)]
    else:
        least = "" if parts.cut.proven else f"at least {parts.cut.at_least} and at most "
        words = [
            f"{opening}, no single agreement is on every known route {whose}",
            f"The end of {least}{_units(parts.cut.units)} would leave no known route",
            *(_each(parts.cut.units) if len(parts.cut.units) <= _MOST_NAMED else ()),
        ]
    return Told(title, sentence(*words, *_largest(parts)), _notes(parts.cut))


def _count(parts: _Parts) -> str:
    organizations = sum(place.kind == "organization" for place in parts.reaching)
    words = [number_words(parts.databases, "database")] if parts.databases else []
    words += [f"unnamed data of {number_words(organizations, 'organization')}"] if organizations else []
    return list_words(tuple(words))


def _units(units: tuple[Unit, ...]) -> str:
    """How many, and of which kinds."""
    agreements = sum(unit.kind != "flow" for unit in units)
    words = [number_words(agreements, "agreement")] if agreements else []
    flows = len(units) - agreements
    words += [f"{number_words(flows, 'flow')} without a known agreement"] if flows else []
    return list_words(tuple(words))


def _each(units: tuple[Unit, ...]) -> list[str]:
    """Each by name, in a sentence of its own; at most three."""
    begin = "It is" if len(units) == 1 else "One is"
    return [f"{begin} {_unit_words(unit)}" for unit in units[:3]]


def _unit_words(unit: Unit) -> str:
    return f'"{unit.title}"' if unit.kind != "flow" else f"the {unit.title}"


def _largest(parts: _Parts) -> list[str]:
    if parts.parameters.origin is not None or not parts.shares or not parts.shares[0].databases:
        return []
    share = parts.shares[0]
    verb = "has" if share.databases == 1 else "have"
    return [f"{number_words(share.databases, 'database')} {verb} no known route without {_unit_words(share.unit)}"]


def _notes(cut: SmallestCut) -> tuple[str, ...]:
    notes = ["An end is read as if the flows had never been: copies made before would stay."]
    if not cut.proven:
        notes.append("The size of the smallest set is a bound: it is not proven that no smaller set would do.")
    return tuple(notes)
