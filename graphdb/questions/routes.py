"""By which routes does an origin reach a target? The best ones in the total order, those that share no place or no
agreement, and the flows straight from one to the other as they stand, side by side."""

from dataclasses import dataclass

import numpy as np

from graphdb.answers import Coverage, Deciding, Hop, Outcome, Place, Route
from graphdb.errors import BadParameter
from graphdb.graph import Graph
from graphdb.questions.asked_places import origin_outside
from graphdb.questions.disjoint import Disjoint, disjoint_routes
from graphdb.questions.finding import Wanted, find_routes
from graphdb.questions.parameters import Filters
from graphdb.questions.search_routes import Search
from graphdb.questions.telling import tell_coverage, tell_hop, tell_place, tell_route
from graphdb.questions.told import Told, day_opening, named, reach_words, sentence, some_names, strength_sentences
from graphdb.rules.target import target_places
from graphdb.rules.units import agreement_units, place_units
from graphdb.sentences import list_words, mechanism_words, number_words, state_words

__all__ = ["EXAMPLE", "MOST_ROUTES", "MOST_VIA", "RankedRoute", "RoutesAnswer", "RoutesParameters", "ask"]

EXAMPLE = "routes tecs ice --question held"

MOST_ROUTES = 100
MOST_VIA = 4


@dataclass(frozen=True, slots=True)
class RoutesParameters:
    """From one place to another. ``most``: how many routes, up to ``MOST_ROUTES``. ``avoid`` and ``via``: ids of places,
    agreements, flows, legal actions or categories, or states of a flow on the day. No hop has to do with anything in
    ``avoid``; each thing in ``via`` (up to ``MOST_VIA``) is passed."""

    origin: str
    target: str
    filters: Filters
    most: int = 10
    avoid: tuple[str, ...] = ()
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RankedRoute:
    """A route; ``sure`` in every reading of the dates, else ``deciding`` names the date."""

    route: Route
    sure: bool
    deciding: Deciding | None


@dataclass(frozen=True, slots=True)
class RoutesAnswer:
    """The answer to ``RoutesParameters``. ``truncated``: there are or may be more routes than are listed. ``direct``:
    every flow straight from the origin into the target, of any state and basis, as it stands on the day. The disjoint
    ones are the most of the routes of the answer of which no two pass the same place, or rest on the same agreement."""

    parameters: RoutesParameters
    release: str
    origin: Place
    target: Place
    outcome: Outcome
    routes: tuple[RankedRoute, ...]
    direct: tuple[Hop, ...]
    without_shared_place: Disjoint
    without_shared_agreement: Disjoint
    coverage: Coverage
    told: Told
    truncated: bool


def ask(graph: Graph, parameters: RoutesParameters) -> RoutesAnswer:
    """Answer by which routes the origin reaches the target.

    Raises:
        UnknownId: no record has one of the ids.
        BadParameter: the origin is a place of the target, or a parameter has a value that it cannot have.
    """
    _check(parameters)
    parameters.filters.check(graph)
    target = graph.place(parameters.target)
    stands_for = target_places(graph.network, target).mask
    origin = origin_outside(graph, parameters.origin, target, stands_for)
    search = Search(graph, parameters.filters, stands_for, stands_for, only_from=origin)
    wanted = Wanted(parameters.most, parameters.avoid, parameters.via)
    found = find_routes(search, origin, wanted)
    filters = parameters.filters
    routes = tuple(
        RankedRoute(tell_route(graph, route, filters, sure=sure), sure, None if sure else search.deciding(route))
        for route, sure in found.routes
    )
    network = graph.network
    straight = np.flatnonzero((network.source == origin) & search.target[network.target])
    direct = tuple(tell_hop(graph, graph.flows[flow], filters.day) for flow in straight)
    chains = [route.flows for route, _ in found.routes]
    places = place_units([flow.source for flow in graph.flows], frozenset({graph.places[origin].id}))
    told_origin, told_target = tell_place(graph, origin), tell_place(graph, target)
    agreements = disjoint_routes(chains, agreement_units(graph.flows), complete=found.complete)
    return RoutesAnswer(
        parameters=parameters,
        release=graph.name,
        origin=told_origin,
        target=told_target,
        outcome=Outcome(routes[0].route.evidence.value) if routes else Outcome.no_known_route,
        routes=routes,
        direct=direct,
        without_shared_place=disjoint_routes(chains, places, complete=found.complete),
        without_shared_agreement=agreements,
        coverage=tell_coverage(graph, _NOTE, parameters.filters.day),
        told=_told(_Parts(parameters, told_origin, told_target, routes, direct, agreements, found.complete)),
        truncated=not found.complete,
    )


_NOTE = (
    "A route is a chain of flows that sources attest one by one; it does not show that one record made the journey. "
    "No known route does not mean that there is none."
)


def _check(parameters: RoutesParameters) -> None:
    if not 1 <= parameters.most <= MOST_ROUTES:
        raise BadParameter(f"{parameters.most} routes cannot be asked for.", f"Ask for 1 to {MOST_ROUTES}.")
    if len(parameters.via) > MOST_VIA:
        raise BadParameter(f"A route cannot be asked to pass {len(parameters.via)} things.", f"Name up to {MOST_VIA}.")


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the words are made of."""

    parameters: RoutesParameters
    origin: Place
    target: Place
    routes: tuple[RankedRoute, ...]
    direct: tuple[Hop, ...]
    agreements: Disjoint
    complete: bool


def _told(answer_parts: _Parts) -> Told:
    """The answer in words: how many routes, the flows straight there, the best way round."""
    parameters, origin, target = answer_parts.parameters, answer_parts.origin, answer_parts.target
    routes, complete = answer_parts.routes, answer_parts.complete
    subject = named(origin)
    title = f"Routes from {origin.name} to {target.short}"
    opening = day_opening(parameters.filters)
    narrowed = " under the filters asked for" if parameters.avoid or parameters.via else ""
    if not routes:
        none = f"{opening}, no route{narrowed} is known by which {subject} {reach_words(parameters.filters, target)}"
        return Told(title, sentence(f"{none}; that does not mean that there is none", *_straight(answer_parts)))
    counted = number_words(len(routes), "possible route")
    at_least = "" if complete else "at least "
    verb = "is" if len(routes) == 1 else "are"
    does = reach_words(parameters.filters, target)
    words = f"{opening}, {at_least}{counted}{narrowed} {verb} known by which {subject} {does}"
    strength = strength_sentences(routes[0].route, "The strongest one" if len(routes) > 1 else "It")
    return Told(
        title, sentence(words, *strength, *_straight(answer_parts), *_round(answer_parts)), _notes(answer_parts)
    )


def _straight(parts: _Parts) -> list[str]:
    """The flows straight into the target, one sentence each, at most three."""
    words = [f"Direct, by {mechanism_words(hop.mechanism)}: {state_words(hop)}" for hop in parts.direct[:3]]
    more = len(parts.direct) - 3
    return (
        [*words, f"{number_words(more, 'more direct flow')} {'is' if more == 1 else 'are'} listed"]
        if more > 0
        else words
    )


def _round(parts: _Parts) -> list[str]:
    """The best route with more than one hop."""
    longer = next((one.route for one in parts.routes if len(one.route.hops) > 1), None)
    if longer is None:
        return []
    places = some_names(hop.target.short for hop in longer.hops[:-1])
    states = list_words(tuple(dict.fromkeys("active" if hop.open else hop.state for hop in longer.hops)), most=5)
    return [f"Through {places}: {states}"]


def _notes(parts: _Parts) -> tuple[str, ...]:
    agreements, notes = parts.agreements, []
    if len(agreements.routes) > 1:
        least = "" if agreements.exact else "at least "
        notes.append(
            f"Of these routes, {least}{len(agreements.routes)} share no agreement, so no single end of one closes them."
        )
    elif agreements.exact:
        notes.append("All of these routes rest on one agreement, or on one flow without an agreement.")
    if any(not one.sure for one in parts.routes):
        count = sum(not one.sure for one in parts.routes)
        notes.append(
            f"{number_words(count, 'route')} {'is' if count == 1 else 'are'} possible, not sure: an imprecise date decides."
        )
    if not parts.complete:
        notes.append("The list was cut short: there may be more routes.")
    return tuple(notes)
