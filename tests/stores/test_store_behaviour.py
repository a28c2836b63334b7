"""What every store does, whichever it is."""

import datetime
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphdb.errors import BadParameter, StoreMissing, UnknownRelease
from graphdb.graph import Graph
from graphdb.model import KINDS
from graphdb.release import Release
from graphdb.searching import SearchIndex
from graphdb.stores import Store

from .small_releases import CHANGED, EVERYTHING, FULL, PLACES


def day(number: int, hour: int = 12) -> datetime.datetime:
    return datetime.datetime(2026, 3, number, hour, tzinfo=datetime.UTC)


def found(store: Store, text: str, **asked: object) -> list[str]:
    return [hit.id for hit in store.search(text, **asked)]  # type: ignore[arg-type]


@given(st.permutations(EVERYTHING))
def test_same_content_in_any_order_is_the_same_release(records: list[object]) -> None:
    assert Release.of(records).name == FULL.name  # type: ignore[arg-type]


def test_empty_store(store: Store) -> None:
    assert store.releases() == ()
    with pytest.raises(StoreMissing):
        store.load()
    with pytest.raises(StoreMissing):
        store.search("ice")


def test_what_was_saved_is_loaded(store: Store) -> None:
    store.save(FULL, day(1))
    loaded = store.load()
    assert loaded == FULL
    assert loaded.name == FULL.name
    assert list(loaded.lines()) == list(FULL.lines())


def test_a_release_without_records(store: Store) -> None:
    store.save(Release.of(()), day(1))
    assert store.load() == Release.of(())
    assert store.search("ice") == ()


def test_releases_say_when_and_how_many(store: Store) -> None:
    store.save(PLACES, day(1))
    store.save(FULL, day(2))
    told = [(info.name, info.published, info.current) for info in store.releases()]
    assert told == [(FULL.name, day(2), True), (PLACES.name, day(1), False)]
    none = dict.fromkeys(KINDS, 0)
    full = {kind: len(FULL.of_kind(kind)) for kind in KINDS}
    assert [info.counts for info in store.releases()] == [full, none | {"organization": 3, "source": 1}]


def test_saving_the_current_release_again_changes_nothing(store: Store) -> None:
    store.save(PLACES, day(1))
    before = store.releases()
    store.save(PLACES, day(2))
    assert store.releases() == before


def test_a_release_that_comes_back_is_current_again(store: Store) -> None:
    store.save(PLACES, day(1))
    store.save(CHANGED, day(2))
    store.save(PLACES, day(3))
    assert [info.name for info in store.releases()] == [PLACES.name, CHANGED.name, PLACES.name]
    assert [info.current for info in store.releases()] == [True, False, False]
    assert store.load() == PLACES
    assert store.load("2026-03-02") == CHANGED
    assert found(store, "internal revenue") == ["irs"]


def test_known_at(store: Store) -> None:
    store.save(PLACES, day(2))
    store.save(CHANGED, day(4, hour=23))
    store.save(FULL, day(6))
    assert store.load(PLACES.name) == PLACES
    assert store.load(CHANGED.name[:6]) == CHANGED
    assert store.load(CHANGED.name[:12].upper()) == CHANGED
    dates = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03", "2026", "2030-01-01"]
    assert [store.load(date) for date in dates] == [PLACES, PLACES, CHANGED, CHANGED, FULL, FULL, FULL]


def test_a_publication_in_another_time_zone_counts_by_its_day_in_utc(store: Store) -> None:
    west = datetime.timezone(datetime.timedelta(hours=-8))
    store.save(PLACES, datetime.datetime(2026, 3, 1, 20, tzinfo=west))
    assert store.releases()[0].published == datetime.datetime(2026, 3, 2, 4, tzinfo=datetime.UTC)
    with pytest.raises(UnknownRelease):
        store.load("2026-03-01")
    assert store.load("2026-03-02") == PLACES


@pytest.mark.parametrize("known_at", ["2026-03-01", "2025", "12", "f" * 64, "", "%", "nonsense-nonsense", "' OR 1=1"])
def test_unknown_known_at(store: Store, known_at: str) -> None:
    store.save(PLACES, day(2))
    with pytest.raises(UnknownRelease):
        store.load(known_at)
    with pytest.raises(UnknownRelease):
        store.search("ice", known_at=known_at)


def test_a_time_without_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="time zone"):
        store.save(PLACES, datetime.datetime(2026, 3, 1))
    assert store.releases() == ()


def test_search_finds_by_every_name(store: Store) -> None:
    store.save(FULL, day(1))
    assert found(store, "ICE")[0] == "ice"
    assert set(found(store, "ice")) == {
        *("ice", "irs-address-records", "ice-request-list"),
        *("agr-irs-ice", "f-irs-ice", "f-ice-list"),
    }
    assert found(store, "customs enforcement") == ["ice"]
    assert found(store, "us-ice") == ["ice"]
    assert found(store, "impuestos") == ["irs"]
    assert found(store, "recaudacion") == ["irs"]
    assert found(store, "RECAUDACIÓN") == ["irs"]
    assert found(store, "request list") == ["ice-request-list"]
    assert found(store, "final orders") == ["f-irs-ice"]
    assert found(store, "example post order") == []
    assert found(store, "district court") == ["s-order"]
    assert found(store, "taxpayers irs") == ["case-addresses"]
    assert found(store, "dc circuit") == ["dc-circuit"]
    assert found(store, "D.C. Circ") == ["dc-circuit"]
    assert found(store, "old-list") == ["old-list"]
    assert found(store, "6103") == ["irc-6103"]


def test_the_search_of_the_product_is_the_same_over_every_store(store: Store) -> None:
    store.save(FULL, day(1))
    over_store, alone = SearchIndex(Graph(store.load())), SearchIndex(Graph(FULL))
    for text in (
        "ice",
        "impuestos",
        "custom enforcements",
        "tax",
        "home addresses",
        "revenu servic",
        "enforcment",
        "old-list",
    ):
        assert over_store.search(text, limit=100) == alone.search(text, limit=100)
        assert alone.search(text).found, text


def test_search_says_what_matched(store: Store) -> None:
    store.save(FULL, day(1))
    told = [(hit.kind, hit.id, hit.name, hit.matched) for hit in store.search("impuestos internos")]
    assert told == [("organization", "irs", "Internal Revenue Service", "Servicio de Impuestos Internos")]


def test_the_last_letters_of_each_word_may_be_missing(store: Store) -> None:
    store.save(FULL, day(1))
    assert found(store, "immig cust enf") == ["ice"]
    assert found(store, "migration") == []


def test_places_come_first_and_whole_words_before_beginnings(store: Store) -> None:
    store.save(FULL, day(1))
    assert found(store, "ice")[:3] == ["ice", "ice-request-list", "irs-address-records"]
    assert found(store, "irs")[0] == "irs"
    assert found(store, "address") == [
        *("irs-address-records", "case-addresses", "s-order", "s-memo", "home_address"),
    ]


def test_search_narrows_by_kind_and_limit(store: Store) -> None:
    store.save(FULL, day(1))
    assert set(found(store, "ice", kinds=["flow", "agreement"])) == {"agr-irs-ice", "f-irs-ice", "f-ice-list"}
    assert found(store, "ice", limit=1) == ["ice"]
    with pytest.raises(BadParameter):
        store.search("ice", limit=0)
    with pytest.raises(BadParameter):
        store.search("ice", kinds=["organization", "nothing"])
    with pytest.raises(BadParameter):
        store.search(" ".join(f"word{number}" for number in range(40)))


def test_search_looks_in_the_release_asked_for(store: Store) -> None:
    store.save(PLACES, day(1))
    store.save(CHANGED, day(2))
    assert found(store, "revenue") == []
    assert found(store, "revenue", known_at="2026-03-01") == ["irs"]
    assert found(store, "tax agency") == ["irs"]
    assert found(store, "tax agency", known_at=PLACES.name) == []


@pytest.mark.parametrize("text", ["", " ", "\n", "*", '"', '""', "-", "()", "'", "\0", "^", ":", "\ud800", "…"])
def test_nothing_to_search_for(store: Store, text: str) -> None:
    store.save(FULL, day(1))
    assert store.search(text) == ()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ('"ice', ["ice"]),
        ("customs*", ["ice"]),
        ("NEAR(customs enforcement)", []),
        ("customs OR irs", []),
        ("customs NOT enforcement", []),
        ("words:customs", []),
        ("customs -enforcement", ["ice"]),
        ("^customs + enforcement", ["ice"]),
        ("'; DROP TABLE _record; --", []),
        ("customs\0enforcement", ["ice"]),
        ("{customs} : (enforcement)", ["ice"]),
    ],
)
def test_search_has_no_operators(store: Store, text: str, ids: list[str]) -> None:
    store.save(FULL, day(1))
    assert found(store, text, limit=1) == ids
    assert store.load() == FULL


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text())
def test_any_text_can_be_searched_for(store: Store, text: str) -> None:
    store.save(PLACES, day(1))
    assert set(found(store, text)) <= {record.id for record in PLACES.records}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(EVERYTHING))
def test_every_record_is_found_by_its_id(store: Store, record: object) -> None:
    store.save(FULL, day(1))
    assert found(store, record.id, limit=1) == [record.id]  # type: ignore[attr-defined]


def test_many_threads_read_while_one_saves(store: Store) -> None:
    store.save(PLACES, day(1))
    seen: set[str] = set()
    faults: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                seen.add(store.load().name)
                assert found(store, "ice", limit=1) == ["ice"]
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for number in range(2, 20):
        store.save(PLACES if number % 2 else CHANGED, day(number))
    done.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert seen <= {PLACES.name, CHANGED.name}
