"""The rules on one generated network: how long each part of an answer takes."""

import datetime
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bench.generate import Generated
from bench.records import graph_of, same_periods
from graphdb.graph import Graph
from graphdb.model import Evidence
from graphdb.questions.parameters import Filters
from graphdb.questions.telling import ToldHops, tell_place, tell_route
from graphdb.rules.categories import category_masks
from graphdb.rules.evidence import GRADES, level
from graphdb.rules.joins import Walk
from graphdb.rules.presence import Goal, sweep
from graphdb.rules.ranking import FoundRoute, best_routes
from graphdb.rules.reachability import leading_to
from graphdb.rules.target import target_places
from graphdb.rules.walking import Arcs, Selection, select, walkable
from graphdb.sentences import route_sentence

__all__ = ["EVIDENCE", "ROWS", "Rules", "Sentences"]

EVIDENCE = Evidence.reported
ROWS = 1_000

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Rules:
    """Questions about the target of a generated network, on its day, with evidence no weaker than ``EVIDENCE``."""

    generated: Generated

    @cached_property
    def walk(self) -> Walk:
        """The walk of the network, built once for a release."""
        return self.generated.network.known_joins

    @cached_property
    def target(self) -> Flags:
        """(P,) the places of the target."""
        return target_places(self.generated.network, self.generated.target).mask

    @cached_property
    def targets(self) -> NDArray[np.int32]:
        """The vertices of the target."""
        return np.flatnonzero(self.target[self.walk.place]).astype(np.int32)

    def arcs(self, *, sure: bool = True) -> Arcs:
        """The arcs that the filters leave, whatever the day."""
        network = self.generated.network
        may = walkable(network, Selection(evidence=EVIDENCE))
        return select(network, self.walk, may, self.target, sure=sure)

    def open_arcs(self) -> Arcs:
        """The arcs that the filters leave, open on the day."""
        return self.arcs().open_on(self.generated.day)

    def flowing(self) -> Flags:
        """(V,) what leads to the target over open arcs."""
        arcs = self.open_arcs()
        return leading_to(arcs.starts, arcs.tail, self.targets)

    def grades_and_categories(self) -> tuple[NDArray[np.int8], NDArray[np.uint64], NDArray[np.uint64]]:
        """For each vertex the best grade with which it leads to the target, and the categories that arrive."""
        arcs = self.open_arcs()
        grades = np.full(self.walk.vertex_count, len(GRADES), dtype=np.int8)
        for grade in reversed(range(len(GRADES))):
            weakest = int(level(np.array(grade, dtype=np.int32), np.array(0, dtype=np.int32)))
            strong = arcs.no_weaker_than(weakest)
            grades[leading_to(strong.starts, strong.tail, self.targets)] = grade
        return grades, *category_masks(self.generated.network, arcs, self.targets)

    def held(self) -> Flags:
        """(V,) what the target holds on the day."""
        return sweep(self.arcs(), self.targets, Goal.held(self.generated.day)).reaches()

    def first_reached(self) -> NDArray[np.int32]:
        """(2, V) the first day at the target, by the sure and by the possible reading of the dates."""
        goal = Goal.ever(self.generated.day)
        found = [sweep(self.arcs(sure=sure), self.targets, goal, arrivals=True) for sure in (True, False)]
        return np.stack([labels.first_arrival() for labels in found])

    @cached_property
    def origins(self) -> list[int]:
        """Up to ``ROWS`` of the origins that flow to the target, spread over all of them."""
        places = np.flatnonzero(self.flowing()[: self.generated.network.place_count] & ~self.target)
        return [int(place) for place in places[:: max(1, len(places) // ROWS)][:ROWS]]

    def routes(self) -> list[FoundRoute]:
        """The best routes of these origins."""
        goal = Goal.flowing(self.generated.day)
        return list(best_routes(self.open_arcs(), self.targets, goal, self.origins).values())


@dataclass(frozen=True, eq=False)
class Sentences:
    """Routes of a generated network in words, told from records of their flows."""

    generated: Generated
    routes: list[FoundRoute]

    def __post_init__(self) -> None:
        assert same_periods(self.generated, self._flows, self._graph)

    @cached_property
    def _flows(self) -> NDArray[np.int64]:
        return np.unique([flow for route in self.routes for flow in route.flows]).astype(np.int64)

    @cached_property
    def _graph(self) -> Graph:
        return graph_of(self.generated, self._flows)

    def tell(self) -> list[str]:
        """A sentence a route."""
        graph = self._graph
        filters = Filters(as_of=datetime.date.fromordinal(self.generated.day), evidence=EVIDENCE)
        target = tell_place(graph, int(np.flatnonzero(graph.network.is_organization)[0]))
        sentences = []
        hops: ToldHops = {}  # as the routes of one answer share them
        for route in self.routes:
            flows = tuple(int(number) for number in np.searchsorted(self._flows, route.flows))
            told = tell_route(graph, FoundRoute(route.level, flows, route.assumed), filters, sure=True, told=hops)
            sentences.append(route_sentence(told, target))
        return sentences
