"""The rules that need no graph: evidence, mechanisms, counting, people, law, categories of one route."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphdb.model import Evidence, Figure, FlowState, Mechanism, PeopleWhat, Publisher, Source
from graphdb.rules.counting import count_flows, count_wholes, representatives, whole_of
from graphdb.rules.evidence import GRADES, effective_grade, independent_publishers, level, level_parts
from graphdb.rules.mechanisms import leaves_copy
from graphdb.rules.people import Bounds, people_bounds


def _sources(*names: str) -> list[Source]:
    return [
        Source.model_validate(
            {"id": f"s-{at}", "url": "https://example.org/", "publisher": name, "title": name, "kind": "news"}
        )
        for at, name in enumerate(names)
    ]


KNOWN = {
    "Gazette Online": Publisher(id="gazette-online", name="Gazette Online", house="Gazette"),
    "Digest": Publisher(id="digest", name="Digest", aggregator=True),
    "Roundup": Publisher(id="roundup", name="Roundup", aggregator=True),
}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), ()),
        (("Herald", "Gazette", "Herald"), ("Herald", "Gazette")),
        (("Gazette Online", "Gazette", "Gazette Online"), ("Gazette Online",)),
        (("Digest", "Herald", "Roundup"), ("Herald",)),
        (("Roundup", "Digest"), ("Roundup",)),
    ],
)
def test_independent_publishers(names: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert independent_publishers(_sources(*names), KNOWN) == expected


def test_the_grades_in_their_order() -> None:
    assert (Evidence.documented, Evidence.official, Evidence.reported, Evidence.alleged) == GRADES


@pytest.mark.parametrize("grade", GRADES)
def test_only_what_is_unconfirmed_weighs_less(grade: Evidence) -> None:
    assert effective_grade(grade, FlowState.unconfirmed) == Evidence.alleged
    for state in (FlowState.active, FlowState.planned, FlowState.proposed):
        assert effective_grade(grade, state) == grade


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30)), min_size=1))
def test_the_largest_level_is_the_weakest_grade_with_its_fewest_publishers(hops: list[tuple[int, int]]) -> None:
    grades, publishers = (np.array(column, dtype=np.int32) for column in zip(*hops, strict=True))
    grade, fewest = level_parts(int(level(grades, publishers).max()))
    assert grade == GRADES[max(grades)]
    assert fewest == min(count for at, count in hops if at == max(grades))


def test_which_mechanisms_leave_a_copy() -> None:
    assert {mechanism.value for mechanism in Mechanism if leaves_copy(mechanism)} == {
        "bulk_transfer", "matching", "api_feed", "ad_hoc_request", "purchase", "subpoena",
    }  # fmt: skip


def test_other_tellings_have_one_representative() -> None:
    assert representatives({"b": "a", "c": "b"}) == {"b": "a", "c": "a"}
    assert representatives({"a": "b", "b": "a"}) == {"a": "a", "b": "a"}
    assert count_flows(["a", "b", "c", "d"], {"b": "a", "c": "b"}) == 2
    assert count_flows(["b", "c"], {"b": "a", "c": "a"}) == 1
    assert count_flows([], {}) == 0


def test_a_whole_counts_once_with_its_parts() -> None:
    part_of = {"west": "all", "north-west": "west"}
    assert whole_of("north-west", part_of) == "all"
    assert whole_of("other", part_of) == "other"
    assert whole_of("a", {"a": "b", "b": "a"}) in {"a", "b"}
    assert count_wholes(["north-west", "west", "other"], part_of) == 2


def test_people_are_never_added_up_as_if_distinct() -> None:
    figures = [
        ("b", Figure(count=250, what=PeopleWhat.held), True),
        ("a", Figure(count=100, what=PeopleWhat.held), True),
        ("e", Figure(count=5_000, what=PeopleWhat.held), False),
        ("c", Figure(count=900, what=PeopleWhat.covered), True),
        ("d", Figure(count=7), True),
    ]
    told = {id_: figure for id_, figure, _ in figures}
    assert people_bounds(figures) == (
        Bounds(PeopleWhat.held, 250, 5_350, (("a", told["a"]), ("b", told["b"]), ("e", told["e"]))),
        Bounds(PeopleWhat.covered, 900, 900, (("c", told["c"]),)),
    )
