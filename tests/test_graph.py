"""The graph of a release: ids and former ids, suggestions, immutability; and the names of releases."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphdb.errors import BadFacts, UnknownId
from graphdb.graph import Graph
from graphdb.model import FormerId, Organization
from graphdb.release import Release, canonical_line, read_record
from tests import small

SHORTHAND = {
    "organizations": {
        "agency": {"former_ids": ["bureau"], "name": "Agency of Tolls", "abbreviation": "AOT"},
        "ice": {"name": "Immigration"},
    },
    "datasets": {"tolls": "agency"},
    "agreements": {"memo": {}},
    "flows": {"f1": {"from": "tolls", "to": "ice", "agreement": "memo"}},
}
MOVED = FormerId.model_validate({"id": "office", "to": "bureau", "reason": "Renamed.", "date": "2026-01-01"})
GONE = FormerId.model_validate({"id": "ghost", "reason": "There was no such agency.", "date": "2026-01-02"})


@pytest.fixture
def graph() -> Graph:
    return Graph(Release.of((*small.release(SHORTHAND).records, MOVED, GONE)))


def test_ids_resolve_over_former_ids(graph: Graph) -> None:
    for id_ in ("agency", "bureau", "office"):
        assert graph.resolve(id_) == "agency"
    assert graph.record("office").id == "agency"
    assert graph.places[graph.place("bureau")].id == "agency"


def test_unknown_withdrawn_and_misplaced_ids_say_so(graph: Graph) -> None:
    with pytest.raises(UnknownId) as unknown:
        graph.resolve("agenzy")
    assert unknown.value.suggestions[0] == "agency"
    assert "Did you mean agency" in unknown.value.hint
    with pytest.raises(UnknownId) as nothing_like_it:
        graph.resolve("qqqqqqqq")
    assert nothing_like_it.value.suggestions == ()
    with pytest.raises(UnknownId, match="withdrawn on 2026-01-02: There was no such agency"):
        graph.resolve("ghost")
    with pytest.raises(UnknownId, match="id of a flow, not of an organization or a dataset"):
        graph.place("f1")


def test_former_ids_in_a_circle_lead_nowhere() -> None:
    def moved(old: str, new: str) -> FormerId:
        return FormerId.model_validate({"id": old, "to": new, "reason": "Renamed.", "date": "2026-01-01"})

    circle = (moved("one", "two"), moved("two", "one"), moved("self", "self"), moved("before", "one"))
    graph = Graph(Release.of((*small.release(SHORTHAND).records, *circle, moved("old", "office"), MOVED)))
    for id_ in ("one", "two", "self", "before"):
        with pytest.raises(UnknownId, match=f"no record with the id '{id_}'"):
            graph.resolve(id_)
    assert graph.resolve("old") == "agency"


def test_suggestions_come_from_names_and_abbreviations_too(graph: Graph) -> None:
    assert graph.similar("aot")[0] == "agency"
    assert graph.similar("agency of toll")[0] == "agency"


def test_the_network_cannot_be_changed(graph: Graph) -> None:
    with pytest.raises(ValueError, match="read-only"):
        graph.network.grade[0] = 3
    with pytest.raises(AttributeError):
        graph.network.grade = np.zeros(1, dtype=np.int8)  # type: ignore[misc]


def test_an_empty_release_is_a_graph() -> None:
    empty = Graph(Release.of(()))
    assert empty.network.place_count == empty.network.flow_count == 0
    with pytest.raises(UnknownId):
        empty.place("ice")


@given(st.permutations(list(small.release(SHORTHAND).records)))
def test_the_same_content_has_the_same_name(records: list[Organization]) -> None:
    assert Release.of(records).name == small.release(SHORTHAND).name


def test_any_change_changes_the_name() -> None:
    names = {small.release(SHORTHAND).name}
    for change in ({"note": "New."}, {"name": "Agency of Toll"}, {"topic": "money"}):
        records = [
            record.model_copy(update=change) if record.id == "agency" else record
            for record in small.release(SHORTHAND).records
        ]
        names.add(Release.of(records).name)
    assert len(names) == 4


def test_a_line_is_canonical_and_reads_back() -> None:
    for record in small.release(SHORTHAND).records:
        line = canonical_line(record)
        assert read_record(line) == record
        content = json.loads(line)
        assert line == json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@pytest.mark.parametrize("line", ["", "{}", "[]", '{"kind":"ghost"}', '{"kind":"flow","id":"f"}', "{"])
def test_a_line_that_is_no_record_is_refused(line: str) -> None:
    with pytest.raises(BadFacts):
        read_record(line)


def test_legal_actions_are_found_by_what_they_are_about() -> None:
    shorthand = SHORTHAND | {
        "legal_actions": {
            "case-one": {"about": ["f1"]},
            "case-two": {
                "events": [
                    {
                        "date": "2026-01-01",
                        "what": "Order.",
                        "effect": "enjoins",
                        "affects": ["f1"],
                        "sources": ["s-gazette"],
                    }
                ]
            },
        }
    }
    graph = small.graph(shorthand)
    assert [action.id for action in graph.legal_actions_about["f1"]] == ["case-one", "case-two"]


def test_keys_at_their_default_are_left_out_of_a_line() -> None:
    (agency,) = (record for record in small.release(SHORTHAND).records if record.id == "ice")
    assert json.loads(canonical_line(agency)).keys() == {"id", "is", "kind", "name", "sources"}
