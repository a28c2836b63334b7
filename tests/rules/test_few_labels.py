"""The sweep one label at a time against the sweep in rounds of arrays: the labels of one cover those of the other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphdb.rules.labels import Batch, KnownLabels
from graphdb.rules.presence import Goal, Label, Labels, sweep
from graphdb.rules.walking import Selection, select, walk_of, walkable
from tests.rules.oracle import LAST_DAY
from tests.rules.test_against_oracle import EPOCH, _graph, plans


def _covers(known: Label, label: Label) -> bool:
    """Whether one label makes the other needless, by ``rules.labels``."""
    store, (one, other) = KnownLabels(1), (_batch(known), _batch(label))
    store.accept(one)
    return known.cost <= label.cost and not len(store.accept(other).vertex)


def _batch(label: Label) -> Batch:
    first, last, arrival = (np.array([day], dtype=np.int32) for day in (label.first, label.last, label.arrival))
    return Batch(np.zeros(1, dtype=np.int32), first, last, np.array([label.throughout]), arrival)


def _covered(labels: Labels, others: Labels) -> bool:
    vertices = range(len(labels.starts) - 1)
    return all(
        any(_covers(other, label) for other in others.at(vertex)) for vertex in vertices for label in labels.at(vertex)
    )


@pytest.mark.parametrize("arrivals", [False, True])
@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_both_sweeps_find_the_same(arrivals: bool, data: st.DataObject) -> None:
    network = _graph(data.draw(plans(exact=data.draw(st.booleans())))).network
    selection = Selection(joins_assumed=data.draw(st.booleans()))
    walk = walk_of(network, selection)
    target = np.arange(network.place_count) == network.place_count - 1
    arcs = select(network, walk, walkable(network, selection), target, sure=data.draw(st.booleans()))
    targets = np.flatnonzero(target[walk.place]).astype(np.int32)
    day = EPOCH + data.draw(st.integers(1, LAST_DAY))
    goal = data.draw(st.sampled_from([Goal.held(day), Goal.ever(day), Goal(day - 3, day, copies=False)]))
    few, many = (sweep(arcs, targets, goal, arrivals=arrivals, few_arcs=count) for count in (1_000, 0))
    assert np.array_equal(few.reaches(), many.reaches())
    assert np.array_equal(few.first_arrival(), many.first_arrival())
    assert _covered(few, many)
    assert _covered(many, few)
