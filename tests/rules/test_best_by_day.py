"""The search for the best route of every day against following every way, and against the day-by-day oracle."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphdb.rules.best_by_day import steps_of_large
from graphdb.rules.profile import Profiles, at, steps
from graphdb.rules.walking import Arcs, Selection, select, walk_of, walkable
from tests.rules import oracle
from tests.rules.oracle import LAST_DAY, Plan
from tests.rules.test_against_oracle import EPOCH, PLACES, _graph, plans

Numbers = np.typing.NDArray[np.int32]


def _asked(plan: Plan, *, sure: bool, assumed: bool) -> tuple[Arcs, Numbers, list[int]]:
    """The arcs, the vertices of the target, and the other places."""
    graph = _graph(plan)
    network, selection = graph.network, Selection(joins_assumed=assumed)
    walk = walk_of(network, selection)
    target = np.arange(network.place_count) == graph.place("ice")
    arcs = select(network, walk, walkable(network, selection), target, sure=sure)
    targets = np.flatnonzero(target[walk.place]).astype(np.int32)
    targets = targets[targets >= network.place_count] if assumed else targets
    return arcs, targets, [graph.place(place) for place in PLACES if place != "ice"]


@pytest.mark.parametrize("question", ["flowing", "held", "ever"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_steps_are_those_of_all_ways(question: str, data: st.DataObject) -> None:
    plan = data.draw(plans(exact=data.draw(st.booleans())))
    sure, assumed = data.draw(st.booleans()), data.draw(st.booleans())
    arcs, targets, origins = _asked(plan, sure=sure, assumed=assumed)
    copies, ever = question != "flowing", question == "ever"
    profiles = Profiles(arcs, targets, copies=copies)
    for origin in origins:
        arrivals = profiles.arrivals(origin)
        assert arrivals is not None
        assert steps_of_large(arcs, targets, origin, copies=copies, ever=ever) == steps(arrivals, ever=ever)


@pytest.mark.parametrize("question", ["flowing", "held", "ever"])
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_the_steps_are_what_every_day_says(question: str, data: st.DataObject) -> None:
    plan = data.draw(plans(exact=True))
    arcs, targets, origins = _asked(plan, sure=True, assumed=False)
    copies, ever = question != "flowing", question == "ever"
    found = [steps_of_large(arcs, targets, origin, copies=copies, ever=ever) for origin in origins]
    for day in range(1, LAST_DAY + 1):
        reaching = {PLACES[number] for number, own in enumerate(found) if at(own, EPOCH + day) is not None}
        assert reaching == oracle.origins(plan, question, day)
