"""Search by names, word forms, everyday words, descriptions and nearest spellings: one index, whatever the store."""

import pytest

from graphdb.errors import BadParameter
from graphdb.graph import Graph
from graphdb.model import KINDS, Dataset
from graphdb.searching import Matches, SearchIndex, Way, everyday_words, search_index
from tests import real_facts, small
from tests.http.stores import moved_release


def found(text: str, **asked: object) -> Matches:
    return search_index(real_facts.graph()).search(text, **asked)  # type: ignore[arg-type]


def ids(text: str, **asked: object) -> list[str]:
    return [match.id for match in found(text, **asked).found]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ICE", "ice"),
        ("irs", "irs"),
        ("immigration and customs enforcement", "ice"),
        ("claim search", "iso-claimsearch"),
        ("lexis nexis", "lexisnexis-risk"),
        ("t-msis", "tmsis"),
        ("tmsi", "tmsis"),
        ("palantir", "palantir"),
        ("airlines", "airlines"),
    ],
)
def test_a_name_comes_first(text: str, first: str) -> None:
    assert ids(text)[0] == first


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("medical records", {"diagnosis", "health_claims"}),
        ("bank accounts", {"bank_account"}),
        ("licence plate", {"license_plate"}),
        ("license plates", {"license_plate"}),
        ("green card", {"immigration_status"}),
        ("utility bills", {"utility_account"}),
        ("wages", {"income"}),
    ],
)
def test_an_everyday_word_leads_to_the_datasets_that_list_such_data_and_says_so(
    text: str, categories: set[str]
) -> None:
    graph = real_facts.graph()
    holding = {place.id for place in graph.places if isinstance(place, Dataset) and categories & set(place.categories)}
    every = found(text, kinds=["dataset"], limit=200).found
    assert {match.id for match in every} >= holding
    labels = {graph.categories[category].label for category in categories}
    for match in every:
        record = graph.records[match.id]
        assert isinstance(record, Dataset)
        if match.way == Way.everyday_word and match.matched in labels:
            assert categories & set(record.categories), match


def test_taxes_and_airline_lead_to_datasets() -> None:
    assert {"irs-address-records", "doj-fti-holdings"} <= set(ids("taxes", kinds=["dataset"]))
    assert {"arc", "arc-tip", "secure-flight", "airlines-arc-owners"} & set(ids("airline", kinds=["dataset"]))


def test_forms_of_a_word_are_found_and_say_the_name_that_holds_them() -> None:
    matches = {match.id: match for match in found("district courts", kinds=["organization"]).found}
    assert len(matches) > 1
    assert {match.way for match in matches.values()} <= {Way.name, Way.word_form}
    assert all("ourt" in match.matched for match in matches.values())


@pytest.mark.parametrize(
    ("text", "read_as"), [("medicad", "medicaid"), ("palantr", "palantir"), ("imigration", "immigration")]
)
def test_a_word_that_nothing_has_is_read_as_the_nearest_and_it_is_told(text: str, read_as: str) -> None:
    matches = found(text)
    assert matches.spelled == ((text, read_as),)
    assert matches.found
    assert [match.id for match in matches.found] == ids(read_as)[: len(matches.found)] or matches.found[
        0
    ].way == Way.spelling


def test_a_word_that_something_has_is_never_read_otherwise() -> None:
    assert found("ice").spelled == found("tax").spelled == found("zzzz").spelled == ()
    assert found("zzzz").found == ()
    assert found("ise").spelled == ()  # too short to guess


def test_facets_count_every_match_whatever_is_asked_for() -> None:
    every = found("medicaid", limit=200)
    assert not every.truncated
    kinds = [match.kind for match in every.found]
    assert every.kinds == {kind: kinds.count(kind) for kind in KINDS if kind in kinds}
    narrowed = found("medicaid", kinds=["dataset"], limit=2)
    assert narrowed.kinds == every.kinds
    assert narrowed.truncated
    assert {match.kind for match in narrowed.found} == {"dataset"}


def test_places_come_before_other_records_and_descriptions_last() -> None:
    ways = [match.way for match in found("phone", limit=200).found]
    assert ways.index(Way.description) > max(at for at, way in enumerate(ways) if way != Way.description)
    kinds = [match.kind for match in found("irs", limit=200).found if match.way == Way.name]
    places = [kind in ("dataset", "organization") for kind in kinds]
    assert places == sorted(places, reverse=True)


def test_the_order_is_total_and_the_same_for_the_same_release() -> None:
    again = SearchIndex(Graph(real_facts.graph().release))
    for text in ("tax", "license plates", "medicad", "data of the state"):
        assert again.search(text, limit=200) == found(text, limit=200)


def test_former_ids_lead_to_the_record_that_stands_for_them() -> None:
    index = SearchIndex(Graph(moved_release()))
    assert [match.id for match in index.search("older-ice").found] == ["ice"]
    assert [match.id for match in index.search("old ice").found] == ["ice"]
    assert [(match.kind, match.id) for match in index.search("gone").found] == [("former_id", "gone")]


@pytest.mark.parametrize("text", ["", " ", "*", '"', "\0", "…", "()", "\ud800"])
def test_what_holds_no_word_finds_nothing(text: str) -> None:
    assert found(text) == Matches((), {}, False, ())


def test_what_cannot_be_asked_is_refused() -> None:
    for asked in ({"limit": 0}, {"kinds": ["nothing"]}):
        with pytest.raises(BadParameter):
            found("ice", **asked)
    with pytest.raises(BadParameter):
        found(" ".join(f"word{number}" for number in range(40)))


def test_the_everyday_words_name_categories_that_there_are_and_each_leads_somewhere() -> None:
    tables = everyday_words()
    assert tables.keys() == {"categories", "names"}
    assert tables["categories"].keys() == real_facts.graph().categories.keys() - {"name"}
    words = [word for words in tables["categories"].values() for word in words]
    assert all(word == word.strip().lower() for word in (*words, *tables["names"]))
    for word in tables["names"]:
        assert found(word).found, word


def test_a_release_without_a_category_has_no_everyday_word_for_it() -> None:
    graph = small.graph({"organizations": {"ice": {}}, "datasets": {"plates": "ice"}})
    assert [match.id for match in SearchIndex(graph).search("bank account").found] == ["bank-account"]
    assert SearchIndex(graph).search("salary").found == ()
