"""The further questions: on a generated network beside networkx' own functions, and on the real facts.

``python -m bench.further [FLOWS]`` prints the tables; ``python -m bench`` writes them to docs/benchmarks.md.
"""

import datetime
import itertools
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from bench.generate import Generated, generate
from graphdb.graph import Graph
from graphdb.questions import (
    categories,
    choke_points,
    compare,
    coverage,
    law,
    leads,
    people,
    routes,
    timeline,
    what_if,
)
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.remembering import forget
from graphdb.release import Release
from graphdb.rules.best_by_day import steps_of_large
from graphdb.rules.cuts import RoutesLeft, dependents, smallest_cut
from graphdb.rules.next_best import RouteSearch
from graphdb.rules.presence import Goal, sweep
from graphdb.rules.target import target_places
from graphdb.rules.units import Units
from graphdb.rules.walking import Arcs, Selection, onward_from, select, walk_of, walkable
from ingest.sources import curated

__all__ = ["Measured", "on_generated", "on_real_facts"]

_ROUTES = 20
_ORIGINS = 20
_PEERS = 3
"""Origins of which networkx is asked: it takes seconds."""

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of several runs of one question: each asked for the ``first`` time and ``again``. ``goal``: for the
    95th percentile."""

    name: str
    runs: int
    first: float
    median: float
    high: float
    goal: float | None = None


def _measured(
    name: str, runs: Sequence[Callable[[], Any]], goal: float | None = None, before: Callable[[], None] | None = None
) -> Measured:
    """Each run once, then once more. ``before``: makes a run the first of its kind."""
    first, again = [], []
    for run in runs:
        if before is not None:
            before()
        first.append(_milliseconds(run))
        again.append(_milliseconds(run))
    median, high = np.percentile(again, [50, 95]).tolist()
    return Measured(name, len(runs), float(np.median(first)), median, high, goal)


def _milliseconds(run: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    run()
    return (time.perf_counter() - begin) * 1000


def on_generated(flows: int) -> list[Measured]:
    """A generated network of so many flows."""
    generated = _Asked(generate(flows))
    return [row for copies in (False, True) for row in generated.measured(copies=copies)]


class _Asked:
    """The questions of rules about the target of a generated network."""

    def __init__(self, made: Generated) -> None:
        network, selection = made.network, Selection()
        walk = walk_of(network, selection)
        self._made = made
        self._mask = target_places(network, made.target).mask
        self._targets = np.flatnonzero(self._mask[walk.place]).astype(np.int32)
        self._possible, self._sure = (
            select(network, walk, walkable(network, selection), self._mask, sure=sure) for sure in (False, True)
        )
        random = np.random.default_rng(1)
        shared = random.integers(0, network.flow_count // 5, network.flow_count)
        alone = network.flow_count + np.arange(network.flow_count)
        _, of_flow = np.unique(np.where(random.random(network.flow_count) < 0.6, shared, alone), return_inverse=True)
        self._units = Units((), of_flow.astype(np.int32))
        self._random = random

    def measured(self, *, copies: bool) -> Iterable[Measured]:
        """What flows on the day or, with ``copies``, what is held."""
        name = "held" if copies else "flowing"
        goal = Goal.held(self._made.day) if copies else Goal.flowing(self._made.day)
        arcs = self._possible if copies else self._possible.open_on(self._made.day)
        reached = sweep(arcs, self._targets, goal).reaches()[: self._made.network.place_count]
        origins = np.flatnonzero(reached & ~self._mask & ~self._made.network.is_organization).tolist()
        some = self._random.choice(origins, _ORIGINS, replace=False).tolist()
        ways = {origin: arcs.where(onward_from(arcs, [origin])[arcs.tail]) for origin in some}
        yield _measured(
            f"{name}: {_ROUTES} best routes of a dataset", [partial(self._best, ways[o], o, goal) for o in some], 200
        )
        yield _measured(
            f"{name}: smallest cut of a dataset", [partial(self._cut, ways[o], o, goal) for o in some], 2000
        )
        shares = partial(dependents, arcs, self._targets, goal, self._units, origins)
        yield _measured(f"{name}: dominators and shares of {len(origins):,} datasets", [shares], 1000)
        yield _measured(f"{name}: time line of a dataset", [partial(self._line, o, copies) for o in some], 2000)
        if not copies:
            yield from self._peers(ways)

    def _peers(self, ways: dict[int, Arcs]) -> Iterable[Measured]:
        """What networkx has: other orders and other sets, of parallel flows taken as one."""
        graphs = {origin: _peer_graph(ways[origin], self._targets) for origin in list(ways)[:_PEERS]}
        paths = [partial(_paths, graph, origin) for origin, graph in graphs.items()]
        yield _measured(f"networkx: {_ROUTES} shortest simple paths", paths)
        cuts = [partial(nx.minimum_node_cut, graph, origin, -1) for origin, graph in graphs.items()]
        yield _measured("networkx: minimum node cut", cuts)
        everything = self._possible.open_on(self._made.day)
        backward = _peer_graph(everything, self._targets).reverse()
        yield _measured("networkx: dominators of all places", [partial(nx.immediate_dominators, backward, -1)])

    def _best(self, arcs: Arcs, origin: int, goal: Goal) -> Any:
        return RouteSearch(arcs, self._targets, goal).best(origin, _ROUTES)

    def _cut(self, arcs: Arcs, origin: int, goal: Goal) -> Any:
        return smallest_cut(RoutesLeft(arcs, self._targets, goal, self._units, [origin]))

    def _line(self, origin: int, copies: bool) -> Any:
        both = (self._sure, self._possible)
        return [steps_of_large(arcs, self._targets, origin, copies=copies, ever=False) for arcs in both]


def _peer_graph(arcs: Arcs, targets: Numbers) -> "nx.DiGraph[int]":
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from(zip(arcs.tail.tolist(), arcs.head.tolist(), strict=True))
    graph.add_edges_from((int(target), -1) for target in targets)
    return graph


def _paths(graph: "nx.DiGraph[int]", origin: int) -> list[list[int]]:
    return list(itertools.islice(nx.shortest_simple_paths(graph, origin, -1), _ROUTES))


def on_real_facts() -> list[Measured]:
    """Every question about ICE: of a quarter of the origins one by one, and of the whole target."""
    graph = Graph(Release.of(curated.records(curated.read()).records))
    mask = target_places(graph.network, graph.place("ice")).mask
    outside = [place.id for number, place in enumerate(graph.places) if not mask[number]][::4]
    every = [Filters(as_of=datetime.date(2026, 6, 1), question=question) for question in Question]
    rows = []
    for name, one in _OF_ONE.items():
        runs = [partial(one, graph, origin, filters) for origin in outside for filters in every]
        rows.append(_measured(f"{name}, one origin", runs, 20, partial(forget, graph)))
    for name, whole in _OF_ALL.items():
        runs = [partial(whole, graph, filters) for filters in every]
        rows.append(_measured(f"{name}, all origins", runs, 20, partial(forget, graph)))
    return rows


_OF_ONE: dict[str, Callable[[Graph, str, Filters], Any]] = {
    "routes": lambda g, o, f: routes.ask(g, routes.RoutesParameters(o, "ice", f)),
    "choke-points": lambda g, o, f: choke_points.ask(g, choke_points.ChokePointsParameters("ice", f, o)),
    "timeline": lambda g, o, f: timeline.ask(g, timeline.TimelineParameters("ice", f, o)),
    "law": lambda g, o, f: law.ask(g, law.LawParameters("ice", f, o)),
    "categories": lambda g, o, f: categories.ask(g, categories.CategoriesParameters("ice", f, o)),
}

_OF_ALL: dict[str, Callable[[Graph, Filters], Any]] = {
    "choke-points": lambda g, f: choke_points.ask(g, choke_points.ChokePointsParameters("ice", f)),
    "timeline": lambda g, f: timeline.ask(g, timeline.TimelineParameters("ice", f)),
    "law": lambda g, f: law.ask(g, law.LawParameters("ice", f)),
    "what-if": lambda g, f: what_if.ask(g, what_if.WhatIfParameters("ice", f, ended=("mobile-fortify-pta",))),
    "categories": lambda g, f: categories.ask(g, categories.CategoriesParameters("ice", f)),
    "people": lambda g, f: people.ask(g, people.PeopleParameters("ice", f)),
    "coverage": lambda g, f: coverage.ask(g, coverage.CoverageParameters("ice", f)),
    "leads": lambda g, f: leads.ask(g, leads.LeadsParameters("ice", f)),
    "compare": lambda g, f: compare.ask(g, compare.CompareParameters("ice", f, "cbp", f)),
}


if __name__ == "__main__":
    from bench.report import further_section

    many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(further_section(on_real_facts(), on_generated(many), many))
