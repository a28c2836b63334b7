"""The k best routes against full enumeration, and graphs on which a search without care never ends."""

import datetime
import itertools
from collections.abc import Iterator

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphdb.questions import routes
from graphdb.questions.parameters import Filters, Question
from tests import small
from tests.rules import oracle
from tests.rules.oracle import LAST_DAY, Plan, PlannedFlow
from tests.rules.test_against_oracle import EPOCH, _graph, plans

Walk = tuple[PlannedFlow, ...]


def _ask(plan: Plan, origin: str, question: str, day: int, most: int = 100) -> routes.RoutesAnswer:
    as_of = datetime.date.fromordinal(EPOCH + day)
    filters = Filters(as_of=as_of, question=Question(question))
    return routes.ask(_graph(plan), routes.RoutesParameters(origin, "ice", filters, most))


def _without_detours(walks: list[Walk]) -> list[Walk]:
    known = {tuple(flow.name for flow in walk) for walk in walks}
    return [walk for walk in walks if not known & set(_shorter(walk))]


def _shorter(walk: Walk) -> Iterator[tuple[str, ...]]:
    places = [walk[0].source, *(flow.target for flow in walk)]
    for first, again in itertools.combinations(range(len(places)), 2):
        if places[first] == places[again]:
            yield tuple(flow.name for flow in walk[:first] + walk[again:])


def _names(answer: routes.RoutesAnswer) -> list[tuple[str, ...]]:
    return [tuple(hop.flow for hop in one.route.hops) for one in answer.routes]


@pytest.mark.parametrize("question", ["flowing", "held", "ever"])
@given(data=st.data())
@settings(max_examples=250, deadline=None)
def test_all_routes_come_out_in_the_total_order(question: str, data: st.DataObject) -> None:
    plan = data.draw(plans(exact=True))
    day = data.draw(st.integers(1, LAST_DAY))
    for origin in plan.places[:-1]:
        holding = [walk for walk in oracle.walks(plan, origin, most=7) if oracle.surely(walk, question, day)]
        expected = sorted(
            (max(flow.grade for flow in walk), len(walk), tuple(flow.name for flow in walk))
            for walk in _without_detours(holding)
        )
        answer = _ask(plan, origin, question, day)
        assert _names(answer) == [names for _, _, names in expected]
        assert not answer.truncated


@pytest.mark.parametrize("question", ["flowing", "held", "ever"])
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_every_route_of_imprecise_dates_holds_as_it_says(question: str, data: st.DataObject) -> None:
    plan = data.draw(plans(exact=False))
    day = data.draw(st.integers(1, LAST_DAY))
    by_name = {flow.name: flow for flow in plan.flows}
    for origin in plan.places[:-1]:
        for one in _ask(plan, origin, question, day).routes:
            walk = tuple(by_name[hop.flow] for hop in one.route.hops)
            assert (oracle.surely if one.sure else oracle.possibly)(walk, question, day)


def _line(hops: int, parallel: int, *, back: bool = False) -> small.Shorthand:
    """A line of datasets, with ``parallel`` flows at each hop, and flows back."""
    places = [f"d{number:02d}" for number in range(hops)] + ["ice"]
    flows = {
        f"f{at:02d}-{number:05d}": {"from": places[at], "to": places[at + 1]}
        for at in range(hops)
        for number in range(parallel)
    }
    if back:
        flows |= {
            f"b{later:02d}-{earlier:02d}": {"from": places[later], "to": places[earlier]}
            for later in range(hops)
            for earlier in range(later)
        }
    return {"organizations": ["agency", "ice"], "datasets": dict.fromkeys(places[:-1], "agency"), "flows": flows}


@pytest.mark.parametrize("question", list(Question))
@pytest.mark.parametrize(
    ("hops", "parallel", "back"), [(40, 2, False), (40, 1, True), (2, 3000, False), (1, 10_000, False), (12, 3, True)]
)
def test_cycles_parallel_flows_and_many_hops_do_not_blow_up(
    question: Question, hops: int, parallel: int, back: bool
) -> None:
    graph = small.graph(_line(hops, parallel, back=back))
    filters = Filters(as_of=datetime.date(2025, 1, 1), question=question)
    answer = routes.ask(graph, routes.RoutesParameters("d00", "ice", filters, 20))
    every = itertools.product(*(range(parallel) for _ in range(hops)))
    expected = [
        tuple(f"f{at:02d}-{number:05d}" for at, number in enumerate(way)) for way in itertools.islice(every, 20)
    ]
    assert _names(answer) == expected
    assert answer.truncated == (parallel**hops > 20)


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_routes_open_on_a_day_are_the_simple_paths_of_networkx(seed: int) -> None:
    drawn = nx.gnp_random_graph(7, 0.4, seed=seed, directed=True)
    flows = {f"f{u}-{v}": {"from": f"d{u}", "to": f"d{v}"} for u, v in drawn.edges}
    flows |= {"f6-ice": {"from": "d6", "to": "ice"}}
    graph = small.graph(
        {"organizations": ["agency", "ice"], "datasets": {f"d{u}": "agency" for u in drawn}, "flows": flows}
    )
    answer = routes.ask(graph, routes.RoutesParameters("d0", "ice", Filters(as_of=datetime.date(2025, 1, 1)), 100))
    paths = sorted(
        nx.all_simple_paths(drawn, 0, 6),
        key=lambda path: (len(path), [f"f{u}-{v}" for u, v in itertools.pairwise(path)]),
    )
    named = [(*(f"f{u}-{v}" for u, v in itertools.pairwise(path)), "f6-ice") for path in paths]
    assert _names(answer) == named[:100]


@pytest.mark.parametrize("question", list(Question))
def test_a_pocket_that_only_leads_back_is_left_again(question: Question) -> None:
    pocket = {f"p{u}-{v}": {"from": f"p{u}", "to": f"p{v}"} for u, v in itertools.permutations(range(12), 2)}
    flows = {"f0": {"from": "d0", "to": "d1"}, "f1": {"from": "d1", "to": "ice"}, "in": {"from": "d1", "to": "p0"}}
    flows |= pocket | {"out": {"from": "p11", "to": "d1"}}
    datasets = dict.fromkeys(["d0", "d1", *(f"p{u}" for u in range(12))], "agency")
    graph = small.graph({"organizations": ["agency", "ice"], "datasets": datasets, "flows": flows})
    filters = Filters(as_of=datetime.date(2025, 1, 1), question=question)
    answer = routes.ask(graph, routes.RoutesParameters("d0", "ice", filters, 20))
    assert _names(answer) == [("f0", "f1")]
    assert not answer.truncated
