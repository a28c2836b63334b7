"""The time line against asking ``reach`` on every day."""

import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphdb.dates import day_text
from graphdb.errors import BadParameter
from graphdb.graph import Graph
from graphdb.model import Evidence
from graphdb.questions import reach, timeline
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.search_routes import Search
from graphdb.questions.timeline import Change, TimelineParameters
from graphdb.rules.profile import Profiles
from graphdb.rules.target import target_places
from graphdb.rules.walking import Selection, select, walkable
from tests import small
from tests.rules.oracle import LAST_DAY, Plan, PlannedFlow
from tests.rules.test_against_oracle import EPOCH, _graph, plans

PLAN = Plan(
    ("a", "ice"), frozenset({"ice"}), "ice", (PlannedFlow("f0", "a", "ice", copy=True, opens=(1, 1), closes=None),)
)
Stands = dict[str, tuple[bool, Evidence, tuple[str, ...]]]


def _day(day: int) -> datetime.date:
    return datetime.date.fromordinal(EPOCH + day)


def _filters(question: str, day: int) -> Filters:
    return Filters(as_of=_day(day), question=Question(question))


def _asked(graph: Graph, question: str, day: int) -> Stands:
    answer = reach.ask(graph, reach.ReachParameters("ice", _filters(question, day)))
    return {
        row.origin.id: (row.sure, row.route.evidence, tuple(hop.flow for hop in row.route.hops))
        for row in answer.datasets + answer.organizations
    }


def _after(changes: tuple[Change, ...], before: Stands) -> Stands:
    now = dict(before)
    for change in changes:
        now.pop(change.origin.id, None)
        if change.after is not None:
            now[change.origin.id] = (change.after.sure, change.after.evidence, change.after.route)
    return now


def _without_route(stands: Stands) -> dict[str, tuple[bool, Evidence]]:
    return {origin: (sure, evidence) for origin, (sure, evidence, _) in stands.items()}


@pytest.mark.parametrize("question", ["flowing", "held", "ever"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_points_are_what_every_day_says(question: str, data: st.DataObject) -> None:
    graph = _graph(data.draw(plans(exact=data.draw(st.booleans()))))
    answer = timeline.ask(graph, TimelineParameters("ice", _filters(question, LAST_DAY + 4)))
    by_day = {point.day: point for point in answer.points}
    replayed: Stands = {}
    for day in range(LAST_DAY + 5):
        asked = _asked(graph, question, day)
        point = by_day.pop(day_text(EPOCH + day) or "", None)
        if point is not None:
            replayed = _after(point.changes, replayed)
            assert all(change.causes for change in point.changes)
            assert point.databases + point.possible == sum(o not in ("ice",) and _is_dataset(graph, o) for o in asked)
            assert point.databases == sum(sure for o, (sure, _, _) in asked.items() if _is_dataset(graph, o))
        assert _without_route(replayed) == _without_route(asked)
        until = timeline.ask(graph, TimelineParameters("ice", _filters(question, day)))
        assert _after(until.between, {}) == asked
    assert not by_day


def _is_dataset(graph: Graph, place: str) -> bool:
    return graph.records[place].kind_name == "dataset"


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_between_two_days_is_the_difference_of_the_two(data: st.DataObject) -> None:
    graph = _graph(data.draw(plans(exact=False)))
    first = data.draw(st.integers(1, LAST_DAY))
    last = data.draw(st.integers(first, LAST_DAY))
    parameters = TimelineParameters("ice", _filters("held", last), since=_day(first))
    answer = timeline.ask(graph, parameters)
    old, new = _asked(graph, "held", first), _asked(graph, "held", last)
    assert _without_route(_after(answer.between, old)) == _without_route(new)
    alike = {origin for origin in old.keys() & new.keys() if old[origin][:2] == new[origin][:2]}
    assert {change.origin.id for change in answer.between} == (old.keys() | new.keys()) - alike


def test_a_first_day_after_the_last_one_is_refused() -> None:
    graph = small.graph({"organizations": ["agency", "ice"]})
    with pytest.raises(BadParameter):
        timeline.ask(graph, TimelineParameters("ice", _filters("held", 1), since=_day(2)))


def _profiled(graph: Graph, *, copies: bool, most: int, most_of_one: int) -> Profiles:
    network = graph.network
    walk = network.known_joins
    nothing = np.zeros(network.place_count, dtype=bool)
    arcs = select(network, walk, walkable(network, Selection()), nothing, sure=False)
    targets = np.flatnonzero(walk.place == graph.place("ice")).astype(np.int32)
    return Profiles(arcs, targets, copies=copies, most=most, most_of_one=most_of_one)


@pytest.mark.parametrize(("most", "most_of_one"), [(1, 100), (100, 1)])
def test_an_origin_with_too_many_ways_has_none_told(most: int, most_of_one: int) -> None:
    graph = _graph(PLAN)
    origin = graph.place("a")
    assert _profiled(graph, copies=True, most=100, most_of_one=100).arrivals(origin)
    assert _profiled(graph, copies=True, most=most, most_of_one=most_of_one).arrivals(origin) is None


def test_a_graph_too_large_is_searched_and_then_cut_short() -> None:
    graph = _graph(PLAN)
    mask = target_places(graph.network, graph.place("ice")).mask
    search = Search(graph, _filters("held", LAST_DAY), mask, mask)
    (followed,), whole = timeline._lines(graph, search, None)
    (searched,), searched_whole = timeline._lines(graph, search, None, most_of_one=0)
    assert (searched.sure, searched.possible) == (followed.sure, followed.possible)
    assert whole
    assert searched_whole
    assert timeline._lines(graph, search, None, most_of_one=0, most_searched=0) == ([], False)
