"""The fast rules against the slow oracle, on random small graphs with imprecise dates."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphdb.dates import PartialDate, day_text
from graphdb.graph import Graph
from graphdb.model import Flow
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.reach import ReachAnswer, ReachParameters, ask
from graphdb.release import Release
from graphdb.rules.evidence import GRADES
from tests import small
from tests.rules import oracle
from tests.rules.oracle import LAST_DAY, Plan, PlannedFlow

PLACES = ("a", "b", "c", "ice")
EPOCH = 737_000  # day numbers start here, so that days are real dates


def _range(draw: st.DrawFn, lowest: int, *, exact: bool) -> tuple[int, int]:
    first = draw(st.integers(lowest, LAST_DAY - 4))
    return first, first if exact else first + draw(st.integers(0, 3))


@st.composite
def plans(draw: st.DrawFn, *, exact: bool) -> Plan:
    organizations = frozenset(draw(st.sets(st.sampled_from(PLACES[:-1]), max_size=2))) | {"ice"}
    flows: list[PlannedFlow] = []
    for number in range(draw(st.integers(1, 6))):
        source, target = draw(st.sampled_from([(u, v) for u in PLACES for v in PLACES if u != v]))
        feeding = [flow.name for flow in flows if flow.target == source] if source in organizations else []
        opens = _range(draw, 1, exact=exact)
        closes = draw(st.none() | st.just(()))
        bounds = None if closes is None else _range(draw, opens[0], exact=exact)
        ended_by = bounds is not None and bounds[0] == bounds[1] >= opens[1] and draw(st.booleans()) and not exact
        copy = draw(st.booleans())
        deletable = copy and exact and bounds is None
        flows.append(
            PlannedFlow(
                name=f"f{number}",
                source=source,
                target=target,
                copy=copy,
                opens=opens,
                closes=bounds,
                ended_by=ended_by,
                onward_of=tuple(draw(st.sets(st.sampled_from(feeding)))) if feeding else (),
                deleted=draw(st.none() | st.integers(opens[0], LAST_DAY - 1)) if deletable else None,
                grade=draw(st.integers(0, 3)),
            )
        )
    return Plan(PLACES, organizations, "ice", tuple(flows))


def _date(days: tuple[int, int]) -> PartialDate:
    text = day_text(EPOCH + days[0]) or ""
    return PartialDate(text if days[0] == days[1] else text[:7], EPOCH + days[0], EPOCH + days[1])


def _graph(plan: Plan) -> Graph:
    base = small.release(
        {
            "organizations": [place for place in plan.places if place in plan.organizations] + ["agency"],
            "datasets": {place: "agency" for place in plan.places if place not in plan.organizations},
        }
    )
    return Graph(Release.of((*base.records, *(_flow(flow) for flow in plan.flows))))


def _flow(flow: PlannedFlow) -> Flow:
    history: list[dict[str, object]] = [{"date": _date(flow.opens), "state": "active"}]
    if flow.deleted is not None:
        history.append({"date": _date((flow.deleted, flow.deleted)), "state": "copy_deleted"})
    if flow.closes is not None:
        history.append({"date": _date(flow.closes), "state": "ended"} | ({"attested": True} if flow.ended_by else {}))
    return Flow.model_validate(
        {
            "id": flow.name,
            "source": flow.source,
            "target": flow.target,
            "mechanism": "bulk_transfer" if flow.copy else "query_access",
            "basis": "occurred",
            "purpose": "Test.",
            "evidence": GRADES[flow.grade],
            "history": history,
            "onward_of": flow.onward_of,
            "sources": ["s-gazette"],
        }
    )


def _ask(plan: Plan, question: str, day: int) -> ReachAnswer:
    as_of = datetime.date.fromordinal(EPOCH + day)
    return ask(_graph(plan), ReachParameters("ice", Filters(as_of=as_of, question=Question(question))))


def _rows(answer: ReachAnswer) -> dict[str, tuple[bool, tuple[str, ...]]]:
    rows = answer.datasets + answer.organizations
    return {row.origin.id: (row.sure, tuple(hop.flow for hop in row.route.hops)) for row in rows}


@pytest.mark.parametrize("question", ["flowing", "held", "ever"])
@given(data=st.data())
@settings(max_examples=250, deadline=None)
def test_exact_dates_agree_with_day_by_day(question: str, data: st.DataObject) -> None:
    plan = data.draw(plans(exact=True))
    day = data.draw(st.integers(1, LAST_DAY))
    answer = _ask(plan, question, day)
    assert set(_rows(answer)) == oracle.origins(plan, question, day)
    assert all(sure for sure, _ in _rows(answer).values())
    for row in answer.datasets + answer.organizations:
        first = oracle.first_day_at_target(plan, row.origin.id, day)
        assert first is not None
        assert row.first_reached.earliest == row.first_reached.latest == day_text(EPOCH + first)


@pytest.mark.parametrize("question", ["flowing", "held", "ever"])
@given(data=st.data())
@settings(max_examples=250, deadline=None)
def test_imprecise_dates_are_sure_in_every_reading_and_possible_in_the_widest(
    question: str, data: st.DataObject
) -> None:
    plan = data.draw(plans(exact=False))
    day = data.draw(st.integers(1, LAST_DAY))
    rows = _rows(_ask(plan, question, day))
    assert set(rows) == oracle.origins(plan, question, day)
    for origin in rows:
        walks = list(oracle.walks(plan, origin, most=4))
        expected = any(oracle.surely(walk, question, day) for walk in walks)
        sure, route = rows[origin]
        assert sure == expected, origin
        named = [walk for walk in walks if tuple(flow.name for flow in walk) == route]
        holds = oracle.surely if sure else oracle.possibly
        assert not named or holds(named[0], question, day)


@pytest.mark.parametrize("question", ["flowing", "held", "ever"])
@given(data=st.data())
@settings(max_examples=250, deadline=None)
def test_the_best_route_is_the_first_in_the_total_order(question: str, data: st.DataObject) -> None:
    plan = data.draw(plans(exact=True))
    day = data.draw(st.integers(1, LAST_DAY))
    for origin, (_, route) in _rows(_ask(plan, question, day)).items():
        walks = [walk for walk in oracle.walks(plan, origin, most=5) if oracle.surely(walk, question, day)]
        ranked = min((max(flow.grade for flow in walk), len(walk), tuple(flow.name for flow in walk)) for walk in walks)
        assert route == ranked[2], origin
