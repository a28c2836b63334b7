"""The schema: what is written about it, its constraints, its statements, and the example questions, over the real facts."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphdb.graph import Graph
from graphdb.model import Agreement, Dataset, Flow, Organization
from graphdb.release import Release
from graphdb.stores.neo4j_browsable import LABELS, RelationshipType, key_of, relationships_of
from graphdb.stores.neo4j_page import MEANING, page, triples
from graphdb.stores.neo4j_queries import header, statement, statements
from graphdb.stores.neo4j_schema import LATEST, MIGRATIONS
from ingest.run import run_ingest
from tests.neo4j.server import Server, shared_server
from tests.stores.small_releases import FULL

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLES = sorted((DOCS / "cypher").glob("*.cypher"))
NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def facts() -> Iterator[tuple[Server, Release]]:
    """The curated facts in a server."""
    server = shared_server()
    with server.empty_store() as store:
        run_ingest(store, facts=None, plan_only=False, allow_loss=False, now=NOW, as_of=NOW.date())
        yield server, store.load()


def test_the_page_is_up_to_date() -> None:
    made = page(DOCS / "cypher")
    assert (DOCS / "neo4j-schema.md").read_text(encoding="utf-8") == made, "run `make neo4j-schema`"


def test_every_type_and_label_is_told() -> None:
    assert set(MEANING) == set(RelationshipType)
    labels = {key_of(r.kind_name, r.id): LABELS[r.kind_name] for r in FULL.records}
    used = {(labels[one.start], one.type.value, labels[one.end]) for r in FULL.records for one in relationships_of(r)}
    assert used - triples() == set()


def test_what_is_in_a_server_is_on_the_page(facts: tuple[Server, Release]) -> None:
    server, release = facts
    rows = server.run(
        "MATCH (a:DataReach)-[r]->(b:DataReach) WITH labels(a) AS a, type(r) AS r, labels(b) AS b RETURN DISTINCT a, r, b"
    )
    used = {(label(row["a"]), str(row["r"]), label(row["b"])) for row in rows}
    assert used - triples() == set()
    counted = server.run("MATCH (n:DataReach) RETURN labels(n) AS labels, count(*) AS n")
    assert {label(row["labels"]): row["n"] for row in counted} == Counter(LABELS[r.kind_name] for r in release.records)
    (row,) = server.run("MATCH (:DataReach)-[r]->(:DataReach) RETURN count(r) AS n")
    assert row["n"] == sum(1 for record in release.records for _ in relationships_of(record))


def label(labels: object) -> str:
    assert isinstance(labels, list)
    (one,) = set(labels) - {"DataReach"}
    return str(one)


def test_every_key_that_is_merged_has_a_constraint(facts: tuple[Server, Release]) -> None:
    server, _ = facts
    rows = server.run("SHOW CONSTRAINTS YIELD labelsOrTypes, properties")
    unique = {(row["labelsOrTypes"][0], *row["properties"]) for row in rows}  # type: ignore[index,misc]
    merged = {
        (found.group(1), *re.findall(r"(\w+):", found.group(2)))
        for name in statements()
        for found in re.finditer(r"MERGE \(\w+:(\w+) \{([^}]*)\}", statement(name))
    }
    assert merged == {
        ("DataReach", "key"),
        ("DataReachPublication", "number"),
        ("DataReachState", "key"),
        ("DataReachVersion", "hash", "from"),
    }
    assert merged <= unique
    assert all("MERGE (" not in re.sub(r"MERGE \(\w+:", "", statement(name)) for name in statements())


def test_every_index_is_online(facts: tuple[Server, Release]) -> None:
    rows = facts[0].run("SHOW INDEXES YIELD name, state WHERE name STARTS WITH 'datareach' RETURN name, state")
    assert {row["state"] for row in rows} == {"ONLINE"}
    assert len(rows) == LATEST == len(MIGRATIONS) == max(MIGRATIONS)


@pytest.mark.parametrize("name", statements())
def test_a_statement_says_what_it_does(name: str) -> None:
    assert header(name).endswith("."), name
    assert ";" not in re.sub(r"//.*", "", statement(name)), "one statement a file"
    assert re.search(r"\b(MATCH|CREATE|MERGE|CALL|UNWIND)\b", statement(name))


def test_every_statement_is_used() -> None:
    folder = Path(__file__).parents[2] / "graphdb" / "stores"
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("neo4j_*.py"))
    assert {name for name in statements() if f'"{name}"' not in code} == set(MIGRATIONS.values())


def test_there_are_ten_examples() -> None:
    assert len(EXAMPLES) == 10 == len(WANTED)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_answers_what_it_asks(facts: tuple[Server, Release], path: Path) -> None:
    server, release = facts
    rows = server.run(path.read_text(encoding="utf-8"))
    assert rows
    assert [next(iter(row.values())) for row in rows] == WANTED[path.stem](Graph(release), rows)


Rows = list[dict[str, Any]]


def _flows(graph: Graph) -> list[Flow]:
    return sorted(graph.flows, key=lambda flow: flow.id)


def _reaching(graph: Graph, _: Rows) -> list[str]:
    """Followed in Python: chains of one to four flows into ICE, what is below it, and what these operate."""
    inside, grown = {"ice"}, True
    while grown:
        more = {place.id for place in graph.places if getattr(place, "parent", None) in inside} - inside
        grown = bool(more)
        inside |= more
    inside |= {place.id for place in graph.places if isinstance(place, Dataset) and place.operator in inside}
    found: set[str] = set()
    frontier = inside
    for _step in range(4):
        frontier = {flow.source for flow in graph.flows if flow.target in frontier}
        found |= frontier
    return sorted(id_ for id_ in found if isinstance(graph.records[id_], Dataset))


def _blocked(graph: Graph) -> list[Flow]:
    return [flow for flow in _flows(graph) if flow.history[-1].state == "blocked"]


def _operators(graph: Graph, _: Rows) -> list[str]:
    counted = Counter(place.operator for place in graph.places if isinstance(place, Dataset))
    return [operator for operator, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))][:10]


def _under(graph: Graph, rows: Rows) -> list[str]:
    flows = [flow for flow in graph.flows if flow.agreement == "irs-dhs-mou-2025-04"]
    agreement = graph.records["irs-dhs-mou-2025-04"]
    assert isinstance(agreement, Agreement)
    assert [row["flow"] for row in rows] == sorted(flow.id for flow in flows)
    assert {tuple(sorted(row["parties"])) for row in rows} == {tuple(sorted(agreement.parties))}
    return [agreement.title] * len(flows)


def _by_court(graph: Graph, _: Rows) -> list[str]:
    pairs = {(flow.id, event.legal_action) for flow in _blocked(graph) for event in flow.history if event.legal_action}
    return [flow for flow, _ in sorted(pairs)]


def _cited(graph: Graph, rows: Rows) -> list[str]:
    ids = {flow.id for flow in _blocked(graph)}
    cites = [one for flow in _blocked(graph) for one in relationships_of(flow) if one.type is RelationshipType.cites]
    assert {row["flow"] for row in rows} == ids
    return sorted(one.start for one in cites)


WANTED: dict[str, Any] = {
    "01-databases-that-reach-ice": _reaching,
    "02-flows-straight-into-ice": lambda graph, _: [flow.id for flow in _flows(graph) if flow.target == "ice"],
    "03-under-one-agreement": _under,
    "04-blocked-by-a-court": _by_court,
    "05-documents-behind-a-flow": _cited,
    "06-home-addresses": lambda graph, _: [flow.id for flow in _flows(graph) if "home_address" in flow.categories],
    "07-operators-with-most-databases": _operators,
    "08-laws-that-bind": lambda graph, _: [
        place.id for place in graph.places if isinstance(place, Dataset) for _ in place.laws
    ],
    "09-passed-on": lambda graph, _: sorted(earlier for flow in _flows(graph) for earlier in flow.onward_of),
    "10-search": lambda graph, _: [
        place.id
        for place in graph.places
        if isinstance(place, Organization) and {"customs", "enforcement"} <= set(re.findall(r"\w+", place.name.lower()))
    ],
}
