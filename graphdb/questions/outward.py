"""What does an origin reach? Every place that data of a dataset (or unnamed data of an organization) reaches, with the
best route to just that place: here an organization stands for itself only."""

from dataclasses import dataclass

import numpy as np

from graphdb.answers import Coverage, Outcome, Place
from graphdb.graph import Graph
from graphdb.model import Dataset
from graphdb.questions.parameters import Filters
from graphdb.questions.rows import OriginRow, origin_rows, standings
from graphdb.questions.search_routes import Search
from graphdb.questions.telling import tell_coverage, tell_place
from graphdb.rules.evidence import GRADES
from graphdb.rules.walking import onward_from, select, walk_of, walkable

__all__ = ["EXAMPLE", "OutwardAnswer", "OutwardParameters", "PlaceReached", "ask"]

EXAMPLE = "from tmsis"


@dataclass(frozen=True, slots=True)
class OutwardParameters:
    """``limit``: the most places returned."""

    origin: str
    filters: Filters
    limit: int = 500


@dataclass(frozen=True, slots=True)
class PlaceReached:
    """A place, and the row of the origin as seen from it."""

    place: Place
    row: OriginRow


@dataclass(frozen=True, slots=True)
class OutwardAnswer:
    """The answer to ``OutwardParameters``. ``operates``: the datasets of an origin that is an organization, whose data
    is asked about apart; ``parts``: those of an origin that is a dataset."""

    parameters: OutwardParameters
    release: str
    origin: Place
    outcome: Outcome
    places: tuple[PlaceReached, ...]
    count: int
    operates: tuple[str, ...]
    parts: tuple[str, ...]
    coverage: Coverage
    truncated: bool


def ask(graph: Graph, parameters: OutwardParameters) -> OutwardAnswer:
    """Answer what the origin reaches. Raises UnknownId and BadParameter as ``reach`` does."""
    parameters.filters.check(graph)
    origin = graph.place(parameters.origin)
    reached = [
        row
        for place in _candidates(graph, parameters.filters, origin)
        for row in _reached(graph, parameters, origin, place)
    ]
    reached.sort(
        key=lambda entry: (
            not entry.row.sure,
            GRADES.index(entry.row.route.evidence),
            -entry.row.route.publishers,
            entry.row.route.assumed_joins,
            len(entry.row.route.hops),
            entry.place.id,
        )
    )
    record = graph.places[origin]
    datasets = [place for place in graph.places if isinstance(place, Dataset)]
    name = tell_place(graph, origin).name
    note = (
        f"These are the places that data of {name} is known to reach. A place that is not listed has no known route from "
        "it, which does not mean that there is none."
    )
    return OutwardAnswer(
        parameters=parameters,
        release=graph.name,
        origin=tell_place(graph, origin),
        outcome=Outcome(reached[0].row.route.evidence.value) if reached else Outcome.no_known_route,
        places=tuple(reached[: parameters.limit]),
        count=len(reached),
        operates=tuple(place.id for place in datasets if place.operator == record.id),
        parts=tuple(place.id for place in datasets if place.part_of == record.id),
        coverage=tell_coverage(graph, note, parameters.filters.day),
        truncated=len(reached) > parameters.limit,
    )


def _candidates(graph: Graph, filters: Filters, origin: int) -> list[int]:
    """The places that flows lead to from the origin, whatever the dates."""
    network, selection = graph.network, filters.walked(graph)
    walk = walk_of(network, selection)
    nothing = np.zeros(network.place_count, dtype=bool)
    arcs = select(network, walk, walkable(network, selection), nothing, sure=False)
    places = np.unique(walk.place[onward_from(arcs, [origin])])
    return [int(place) for place in places if place != origin]


def _reached(graph: Graph, parameters: OutwardParameters, origin: int, place: int) -> list[PlaceReached]:
    only = np.zeros(graph.network.place_count, dtype=bool)
    only[place] = True
    start = np.zeros_like(only)
    start[origin] = True
    search = Search(graph, parameters.filters, only, only, only_from=origin)
    rows = origin_rows(graph, search, standings(search), start)
    return [PlaceReached(tell_place(graph, place), row) for row in rows]
