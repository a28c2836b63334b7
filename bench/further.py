"""Measures the further questions: ``python -m bench.further [FLOWS]`` prints a table.

On a generated network: the k best routes (beside networkx' ``shortest_simple_paths`` on the same narrowed graph), units on
every route, the smallest cut, and the time line of one origin. On the real facts: each question, warm.
"""

import datetime
import itertools
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import networkx as nx
import numpy as np

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
from graphdb.release import Release
from graphdb.rules.cuts import RoutesLeft, dependents, smallest_cut
from graphdb.rules.next_best import RouteSearch
from graphdb.rules.presence import Goal, sweep
from graphdb.rules.target import target_places
from graphdb.rules.units import Units
from graphdb.rules.walking import Arcs, Selection, onward_from, select, walk_of, walkable
from ingest.sources import curated

_ROUTES = 20
_ORIGINS = 20


def _tell(name: str, runs: Sequence[Callable[[], Any]]) -> None:
    """Each run once to warm up, then once measured: the median and the 95th percentile, in milliseconds."""
    times = []
    for run in runs:
        run()
        begin = time.perf_counter()
        run()
        times.append((time.perf_counter() - begin) * 1000)
    median, high = np.percentile(times, [50, 95])
    print(f"| {name} | {len(times)} | {median:.1f} | {high:.1f} |")


def _generated(made: Generated) -> None:
    network, selection = made.network, Selection()
    walk, mask = walk_of(network, selection), target_places(network, made.target).mask
    every = select(network, walk, walkable(network, selection), mask, sure=False)
    targets = np.flatnonzero(mask[walk.place]).astype(np.int32)
    random = np.random.default_rng(1)
    shared = random.integers(0, network.flow_count // 5, network.flow_count)
    alone = network.flow_count + np.arange(network.flow_count)
    _, of_flow = np.unique(np.where(random.random(network.flow_count) < 0.6, shared, alone), return_inverse=True)
    units = Units((), of_flow.astype(np.int32))
    for name, goal in (("flowing", Goal.flowing(made.day)), ("held", Goal.held(made.day))):
        arcs = every.open_on(made.day) if name == "flowing" else every
        reached = sweep(arcs, targets, goal).reaches()[: network.place_count] & ~mask & ~network.is_organization
        origins = np.flatnonzero(reached).tolist()
        some = random.choice(origins, _ORIGINS, replace=False).tolist()

        def narrowed(origin: int, arcs: Arcs = arcs) -> Arcs:
            return arcs.where(onward_from(arcs, [origin])[arcs.tail])

        def best(origin: int, goal: Goal = goal, narrowed: Callable[[int], Arcs] = narrowed) -> Any:
            return RouteSearch(narrowed(origin), targets, goal).best(origin, _ROUTES)

        def cut(origin: int, goal: Goal = goal, narrowed: Callable[[int], Arcs] = narrowed) -> Any:
            return smallest_cut(RoutesLeft(narrowed(origin), targets, goal, units, [origin]))

        def shares(arcs: Arcs = arcs, goal: Goal = goal, origins: list[int] = origins) -> Any:
            return dependents(arcs, targets, goal, units, origins)

        _tell(f"{name}: {_ROUTES} best routes", [lambda o=o: best(o) for o in some])  # type: ignore[misc]
        _tell(f"{name}: smallest cut", [lambda o=o: cut(o) for o in some])  # type: ignore[misc]
        _tell(f"{name}: shares of {len(origins):,} datasets", [shares])
        if name == "flowing":
            peers = [lambda o=o: _peer(narrowed(o), targets, o) for o in some[:5]]
            _tell(f"{name}: networkx, {_ROUTES} shortest simple paths", peers)


def _peer(arcs: Arcs, targets: np.ndarray, origin: int) -> list[list[int]]:
    """The shortest simple paths by hops, parallel flows taken as one; the order by evidence is not networkx'."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from(zip(arcs.tail.tolist(), arcs.head.tolist(), strict=True))
    graph.add_edges_from((int(target), -1) for target in targets)
    return list(itertools.islice(nx.shortest_simple_paths(graph, origin, -1), _ROUTES))


def _real() -> None:
    graph = Graph(Release.of(curated.records(curated.read()).records))
    mask = target_places(graph.network, graph.place("ice")).mask
    outside = [place.id for number, place in enumerate(graph.places) if not mask[number]][::4]
    every = [Filters(as_of=datetime.date(2026, 6, 1), question=question) for question in Question]
    one: dict[str, Callable[[str, Filters], Any]] = {
        "routes": lambda o, f: routes.ask(graph, routes.RoutesParameters(o, "ice", f)),
        "choke-points": lambda o, f: choke_points.ask(graph, choke_points.ChokePointsParameters("ice", f, o)),
        "timeline": lambda o, f: timeline.ask(graph, timeline.TimelineParameters("ice", f, o)),
        "law": lambda o, f: law.ask(graph, law.LawParameters("ice", f, o)),
        "categories": lambda o, f: categories.ask(graph, categories.CategoriesParameters("ice", f, o)),
    }
    whole: dict[str, Callable[[Filters], Any]] = {
        "choke-points": lambda f: choke_points.ask(graph, choke_points.ChokePointsParameters("ice", f)),
        "timeline": lambda f: timeline.ask(graph, timeline.TimelineParameters("ice", f)),
        "law": lambda f: law.ask(graph, law.LawParameters("ice", f)),
        "what-if": lambda f: what_if.ask(graph, what_if.WhatIfParameters("ice", f, ended=("mobile-fortify-pta",))),
        "categories": lambda f: categories.ask(graph, categories.CategoriesParameters("ice", f)),
        "people": lambda f: people.ask(graph, people.PeopleParameters("ice", f)),
        "coverage": lambda f: coverage.ask(graph, coverage.CoverageParameters("ice", f)),
        "leads": lambda f: leads.ask(graph, leads.LeadsParameters("ice", f)),
        "compare": lambda f: compare.ask(graph, compare.CompareParameters("ice", f, "cbp", f)),
    }
    for name, asked in one.items():
        runs = [lambda o=o, f=f, a=asked: a(o, f) for o in outside for f in every]
        _tell(f"real facts: {name}, one origin", runs)
    for name, question in whole.items():
        _tell(f"real facts: {name}, the whole target", [lambda f=f, q=question: q(f) for f in every])  # type: ignore[misc]


if __name__ == "__main__":
    print("| question | runs | median ms | p95 ms |\n| --- | --- | --- | --- |")
    _real()
    _generated(generate(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
