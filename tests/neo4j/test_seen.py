"""What people see in Neo4j's own tools: the current release, and nothing else; other people's nodes are left alone."""

import datetime
from collections.abc import Iterator

import pytest

from graphdb.errors import StoreNotOurs
from graphdb.release import Release
from graphdb.stores.neo4j_browsable import LABELS, key_of, relationships_of
from graphdb.stores.neo4j_schema import LATEST
from graphdb.stores.neo4j_shower import Sizes
from graphdb.stores.neo4j_store import Neo4jStore
from tests.neo4j.seen import nodes, relationships, state
from tests.neo4j.server import Server, shared_server
from tests.stores.small_releases import CHANGED, EVERYTHING, FULL, IRS, PLACES

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
OTHERS = """
CREATE (a:Organization {id: 'ice', name: 'mine'})-[:SENDS {id: 1}]->(b:Flow {id: 'f-irs-ice', note: 'mine'})
CREATE (b)-[:FLOWS_TO {flow: 'f-irs-ice'}]->(a)-[:CITES]->(:Source {id: 's-memo'})
CREATE (:DataReachNotes {hash: 'x', from: 1, to: 2})
CREATE (:Version {hash: 'y'}), ({key: 'ice'}), (:State {key: 'state'})
"""
NOT_OURS = (
    "none(one IN labels(n) WHERE one IN ['DataReach', 'DataReachVersion', 'DataReachPublication', 'DataReachState'])"
)


@pytest.fixture
def server() -> Server:
    shared_server().empty_store().close()
    return shared_server()


@pytest.fixture
def store(server: Server) -> Iterator[Neo4jStore]:
    with server.store() as one:
        yield one


def expected(release: Release) -> tuple[set[tuple[str, str]], list[tuple[str, str, str]]]:
    wanted = {(LABELS[record.kind_name], record.id) for record in release.records}
    return wanted, sorted((one.start, one.type.value, one.end) for r in release.records for one in relationships_of(r))


def test_the_graph_of_a_small_release(store: Neo4jStore, server: Server) -> None:
    store.save(FULL, NOON)
    of_flows = {triple for triple in relationships(server) if {"f-irs-ice", "f-ice-list"} & {triple[0], triple[2]}}
    assert of_flows == {
        ("irs-address-records", "SENDS", "f-irs-ice"),
        ("f-irs-ice", "DELIVERS_TO", "ice"),
        ("f-irs-ice", "UNDER", "agr-irs-ice"),
        ("f-irs-ice", "CARRIES", "category:home_address"),
        ("f-irs-ice", "FREES_FROM", "law:irc-6103"),
        ("f-irs-ice", "CITES", "s-memo"),
        ("f-irs-ice", "CITES", "s-order"),
        ("ice", "SENDS", "f-ice-list"),
        ("f-ice-list", "DELIVERS_TO", "ice-request-list"),
        ("f-ice-list", "ONWARD_OF", "f-irs-ice"),
        ("f-ice-list", "SAME_AS", "f-irs-ice"),
        ("f-ice-list", "CITES", "s-memo"),
        ("case-addresses", "ABOUT", "f-irs-ice"),
    }
    derived = server.run("MATCH (a)-[r:FLOWS_TO]->(b) RETURN a.id AS a, b.id AS b, properties(r) AS r")
    assert {(row["a"], row["b"], row["r"]["flow"], row["r"]["state"]) for row in derived} == {  # type: ignore[index]
        ("irs-address-records", "ice", "f-irs-ice", "active"),
        ("ice", "ice-request-list", "f-ice-list", "active"),
    }
    assert (nodes(server), relationships(server)) == expected(FULL)


def test_a_node_shows_its_record(store: Neo4jStore, server: Server) -> None:
    store.save(FULL, NOON)
    (row,) = server.run("MATCH (n:Flow {id: 'f-irs-ice'}) RETURN properties(n) AS n")
    shown = row["n"]
    assert isinstance(shown, dict)
    del shown["version"]
    assert shown == {
        "key": "f-irs-ice",
        "id": "f-irs-ice",
        "mechanism": "matching",
        "basis": "occurred",
        "categories_complete": True,
        "purpose": "Find people with final orders <script>alert(1)</script>",
        "evidence": "documented",
        "history": ["2025-08 active (attested): First match."],
        "state": "active",
        "since": "2025-08",
        "disputes": ["IRS: It was lawful."],
    }


@pytest.mark.parametrize("sizes", [Sizes(), Sizes(versions=3, nodes=2, at_once=1)], ids=["at once", "in batches"])
def test_it_follows_every_release(server: Server, sizes: Sizes) -> None:
    with server.store(sizes=sizes) as store:
        for number, release in enumerate((PLACES, FULL, CHANGED, FULL, Release.of(()), FULL, PLACES), 1):
            store.save(release, NOON)
            assert (nodes(server), relationships(server)) == expected(release)
            assert state(server) == (number, number)
            assert store.load() == release


def test_a_record_may_become_one_of_another_kind(store: Neo4jStore, server: Server) -> None:
    """What leads to it stays: its node is the same."""
    court = next(record for record in EVERYTHING if record.id == "dc-circuit")
    before = Release.of(record for record in EVERYTHING if record.id != "f-ice-list")
    store.save(before, NOON)
    list_ = next(record for record in EVERYTHING if record.id == "ice-request-list")
    after = Release.of(
        [
            *(record for record in before.records if record.id != "ice-request-list"),
            court.model_copy(update={"id": list_.id, "abbreviation": None, "sources": ()}),
        ]
    )
    store.save(after, NOON)
    assert (nodes(server), relationships(server)) == expected(after)


def test_a_release_too_large_to_be_seen(server: Server) -> None:
    with server.store() as one, server.store(sizes=Sizes(at_once=2, shown=10)) as other:
        one.save(PLACES, NOON)
        other.save(FULL, NOON)
        assert nodes(server) == set()
        assert state(server) == (None, 2)
        assert other.load() == FULL
        other.save(PLACES, NOON)
        assert (nodes(server), relationships(server)) == expected(PLACES)


def test_what_was_left_undone_is_mended(store: Neo4jStore, server: Server) -> None:
    store.save(FULL, NOON)
    server.run("MATCH (n:DataReach) WHERE n.id STARTS WITH 'i' DETACH DELETE n")
    server.run("MATCH (:DataReach)-[r:CITES]->() DELETE r")
    server.run("MATCH (n:DataReach) REMOVE n.version")
    server.run("MATCH (s:DataReachState {key: 'state'}) REMOVE s.shown")
    store.mend()
    assert (nodes(server), relationships(server)) == expected(FULL)
    assert state(server) == (1, 1)


def others(server: Server) -> list[object]:
    rows = server.run(
        f"MATCH (n) WHERE {NOT_OURS} RETURN elementId(n) AS e, labels(n) AS l, properties(n) AS p ORDER BY e"
    )
    between = (
        f"MATCH (n)-[r]->(m) WHERE {NOT_OURS} "
        "RETURN elementId(r) AS e, type(r) AS t, properties(r) AS p, elementId(m) AS m ORDER BY e"
    )
    return [rows, server.run(between)]


def test_nodes_of_other_people_are_left_alone(server: Server) -> None:
    server.run(OTHERS)
    before = others(server)
    assert len(before[0]) == 7  # type: ignore[arg-type]
    for sizes in (Sizes(), Sizes(versions=3, nodes=2, at_once=1)):
        with server.store(sizes=sizes) as store:
            for release in (FULL, CHANGED, FULL, Release.of((IRS.model_copy(update={"sources": ()}),))):
                store.save(release, NOON)
                assert others(server) == before
            store.prune(1)
            assert others(server) == before
            assert store.load_around("ice").records == ()
            assert store.search("mine") == ()


def test_a_note_of_someone_else_on_a_node_stays(store: Neo4jStore, server: Server) -> None:
    store.save(FULL, NOON)
    server.run("MATCH (i:DataReach {key: 'irs'}) CREATE (:Note {text: 'mine'})-[:ABOUT]->(i), (i)-[:CITES]->(:Note)")
    before = others(server)
    irs = IRS.model_copy(update={"name": "Tax agency"})
    store.save(Release.of([*(record for record in EVERYTHING if record.id != "irs"), irs]), NOON)
    assert others(server) == before
    assert server.run("MATCH (i:DataReach {key: 'irs'})-[:CITES]->(n:Note) RETURN count(n) AS n") == [{"n": 1}]


def test_a_newer_schema_is_refused(store: Neo4jStore, server: Server) -> None:
    store.save(PLACES, NOON)
    server.run("MATCH (s:DataReachState {key: 'state'}) SET s.schema = $version", version=LATEST + 1)
    with server.store() as other:
        with pytest.raises(StoreNotOurs, match="newer version"):
            other.load()
        with pytest.raises(StoreNotOurs, match="newer version"):
            other.save(FULL, NOON)
    server.run("MATCH (s:DataReachState {key: 'state'}) SET s.schema = $version", version=LATEST)
    with server.store() as other:
        assert other.load() == PLACES


def test_an_old_schema_is_brought_up(server: Server) -> None:
    server.run(OTHERS)
    server.run("CREATE (:DataReachState {key: 'state', schema: 3})")
    server.run("DROP INDEX datareach_version_id IF EXISTS")
    with server.store() as store:
        store.save(FULL, NOON)
        assert store.load() == FULL
    assert server.run("SHOW INDEXES YIELD name WHERE name = 'datareach_version_id' RETURN count(*) AS n") == [{"n": 1}]


def test_keys_are_not_shared_between_kinds() -> None:
    keys = [key_of(kind, "same") for kind in LABELS]
    assert set(keys) == {"same", "category:same", "law:same", "publisher:same", "former_id:same"}
