"""Choke points against brute force over every set of units, and applied to the same graph again."""

import datetime
import itertools
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphdb.graph import Graph
from graphdb.questions import choke_points, reach
from graphdb.questions.choke_points import ChokePointsAnswer, ChokePointsParameters
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.search_routes import Search
from graphdb.release import Release
from graphdb.rules import solver
from graphdb.rules.cuts import RoutesLeft, smallest_cut
from graphdb.rules.target import target_places
from graphdb.rules.units import agreement_units
from tests import small
from tests.rules import oracle
from tests.rules.oracle import LAST_DAY, Plan
from tests.rules.test_against_oracle import EPOCH, _graph, plans

AGREEMENTS = ("a0", "a1", "a2")


def _under_agreements(plan: Plan, agreement: dict[str, str | None]) -> Graph:
    records = small.release({"agreements": {name: {} for name in AGREEMENTS}}).of_kind("agreement")
    others = [record for record in _graph(plan).release.records if record.kind_name != "flow"]
    flows = [flow.model_copy(update={"agreement": agreement[flow.id]}) for flow in _graph(plan).flows]
    return Graph(Release.of((*others, *records, *flows)))


def _left(plan: Plan, agreement: dict[str, str | None], gone: Iterable[str], question: str, day: int) -> set[str]:
    shut = set(gone)
    kept = tuple(flow for flow in plan.flows if (agreement[flow.name] or flow.name) not in shut)
    return oracle.origins(replace(plan, flows=kept), question, day)


def _names(answer: ChokePointsAnswer) -> tuple[str, ...]:
    return tuple(unit.id for unit in answer.cut.units) if answer.cut else ()


@pytest.mark.parametrize("question", ["flowing", "held", "ever"])
@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_cuts_and_shares_agree_with_brute_force(question: str, data: st.DataObject) -> None:
    plan = data.draw(plans(exact=data.draw(st.booleans())))
    day = data.draw(st.integers(1, LAST_DAY))
    agreement = {flow.name: data.draw(st.sampled_from((*AGREEMENTS, None))) for flow in plan.flows}
    units = sorted({agreement[flow.name] or flow.name for flow in plan.flows})
    graph = _under_agreements(plan, agreement)
    filters = Filters(as_of=datetime.date.fromordinal(EPOCH + day), question=Question(question))
    reaching = _left(plan, agreement, (), question, day)
    for origin in (None, *sorted(reaching)):
        answer = choke_points.ask(graph, ChokePointsParameters("ice", filters, origin))
        wanted = reaching if origin is None else {origin}
        assert {place.id for place in answer.reaching} == wanted
        smallest = next(
            (
                size
                for size in range(len(units) + 1)
                for gone in itertools.combinations(units, size)
                if not wanted & _left(plan, agreement, gone, question, day)
            ),
            0,
        )
        assert len(_names(answer)) == smallest
        assert not wanted & _left(plan, agreement, _names(answer), question, day)
        assert answer.cut is None or answer.cut.proven
        depending = {unit: wanted - _left(plan, agreement, (unit,), question, day) for unit in units}
        shares = {share.unit.id: {place.id for place in share.origins} for share in answer.shares}
        assert shares == {unit: origins for unit, origins in depending.items() if origins}
        every = {unit for unit, origins in depending.items() if origins == wanted and wanted}
        assert {unit.id for unit in answer.on_every_route} == every


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_the_solver_agrees_with_brute_force(data: st.DataObject) -> None:
    sets = data.draw(st.lists(st.frozensets(st.integers(0, 9), min_size=1, max_size=4), min_size=1, max_size=8))
    hitting = solver.smallest_hitting(sets)
    smallest = next(
        size
        for size in range(11)
        for chosen in itertools.combinations(range(10), size)
        if all(one & set(chosen) for one in sets)
    )
    assert all(one & hitting.members for one in sets)
    assert len(hitting.members) == hitting.at_least == smallest
    packing = solver.largest_packing(sets)
    largest = max(
        len(chosen)
        for size in range(len(sets) + 1)
        for chosen in itertools.combinations(range(len(sets)), size)
        if all(not sets[one] & sets[other] for one, other in itertools.combinations(chosen, 2))
    )
    assert len(packing) == largest
    assert all(not sets[one] & sets[other] for one, other in itertools.combinations(packing, 2))


def test_the_cut_of_a_graph_too_large_to_prove_is_a_bound() -> None:
    places = [f"d{number:02d}" for number in range(6)]
    flows = {f"{u}-{v}": {"from": u, "to": v} for u, v in itertools.permutations(places, 2)}
    flows |= {f"in-{u}": {"from": "d99", "to": u} for u in places} | {
        f"out-{u}": {"from": u, "to": "ice"} for u in places
    }
    graph = small.graph(
        {"organizations": ["agency", "ice"], "datasets": dict.fromkeys([*places, "d99"], "agency"), "flows": flows}
    )

    filters = Filters(as_of=datetime.date(2025, 1, 1))
    mask = target_places(graph.network, graph.place("ice")).mask
    search = Search(graph, filters, mask, mask)
    units = agreement_units(graph.flows)
    left = RoutesLeft(search.arcs(sure=False), search.targets, search.goal, units, [graph.place("d99")])
    cut = smallest_cut(left, most_rounds=2)
    assert cut.units is not None
    assert cut.at_least <= 6 <= len(cut.units)
    assert not left(cut.units)
    whole = smallest_cut(left)
    assert whole.units is not None
    assert (len(whole.units), whole.at_least, whole.proven) == (6, 6, True)
    gone = tuple(units.names[unit] for unit in whole.units)
    assert "d99" not in {
        row.origin.id for row in reach.ask(graph, reach.ReachParameters("ice", replace(filters, without=gone))).datasets
    }
