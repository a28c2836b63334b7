"""The same question gives the same rows in every format, and on the command line."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import networkx
import pytest
from lxml import etree
from pyld import jsonld  # type: ignore[import-untyped]

from api.formats.registry import formats_of
from tests.cli.conftest import Run, real_store, run  # noqa: F401 - fixtures
from tests.formats.answered import REAL, hostile, real

Row = tuple[str, str, str, str, str, bool]
"""Origin, target, the flows of the route, grade, standing, whether sure."""

WRITE = {one.suffix: one.write for one in formats_of("reach")}
GEXF = "{http://gexf.net/1.3}"


def from_json(content: bytes, question: str) -> list[Row]:
    answer = json.loads(content)
    if question == "routes":
        ends = (answer["origin"]["id"], answer["target"]["id"])
        return [(*ends, *told(one["route"]), one["route"]["standing"], one["sure"]) for one in answer["routes"]]
    if question == "from":
        rows = [(one["place"]["id"], one["row"]) for one in answer["places"]]
    elif question == "route":
        rows = [(answer["target"]["id"], answer["row"])] if answer["row"] else []
    else:
        rows = [(answer["target"]["id"], one) for one in answer["datasets"] + answer["organizations"]]
    return [(one["origin"]["id"], target, *told(one["route"]), one["standing"], one["sure"]) for target, one in rows]


def told(route: dict[str, Any]) -> tuple[str, str]:
    assert route["id"] == ">".join(hop["flow"] for hop in route["hops"])
    return route["id"], route["evidence"]


def from_csv(content: bytes, question: str) -> list[Row]:  # noqa: ARG001 - all readers are called alike
    return [
        (one["origin_id"], one["target_id"], one["route"], one["evidence"], one["standing"], one["sure"] == "true")
        for one in csv.DictReader(io.StringIO(content.decode(), newline=""))
    ]


def from_hops(content: bytes, question: str) -> list[Row]:  # noqa: ARG001
    hops: dict[str, list[dict[str, str]]] = {}
    for one in csv.DictReader(io.StringIO(content.decode(), newline="")):
        hops.setdefault(one["row"], []).append(one)
    rows = []
    for some in hops.values():
        first = some[0]
        assert [hop["hop"] for hop in some] == [str(number) for number in range(1, int(first["hops"]) + 1)]
        flows = ">".join(hop["flow"] for hop in some)
        assert flows == first["route"]
        ends = (first["origin_id"], first["target_id"])
        rows.append((*ends, flows, first["row_evidence"], first["row_standing"], first["row_sure"] == "true"))
    return rows


def from_json_lines(content: bytes, question: str) -> list[Row]:  # noqa: ARG001
    first, *lines = (json.loads(line) for line in content.decode().splitlines())
    rows = [line for line in lines if line["counted"]]
    assert first["rows"] == len(rows)
    assert first["apart"] == len(lines) - len(rows)
    return [
        (one["origin"]["id"], one["target"]["id"], *told(one["route"]), one["standing"], one["sure"]) for one in rows
    ]


def from_json_ld(content: bytes, question: str) -> list[Row]:  # noqa: ARG001
    document = json.loads(content)
    frame = {"@context": document["@context"], "@type": "Row", "hops": {"@embed": "@always"}}
    framed = jsonld.frame(document, frame)
    rows = sorted(framed.get("@graph", [framed] if "position" in framed else []), key=lambda row: row["position"])
    return [
        (
            record(row["origin"]),
            record(row["target"]),
            ">".join(record(hop["flow"]) for hop in row["hops"]),
            row["evidence"],
            row["standing"],
            row["sure"],
        )
        for row in rows
    ]


def record(node: Any) -> str:
    """The id in the name of a record, whether it is only named or described in place."""
    iri = node if isinstance(node, str) else node["@id"]
    return str(iri).removeprefix("urn:datareach:record:")


def from_graphml(content: bytes, question: str) -> list[Row]:
    graph: Any = networkx.read_graphml(io.BytesIO(content), force_multigraph=True)
    return from_nodes({id_: dict(node) for id_, node in graph.nodes(data=True)}, graph.edges(keys=True), question)


def from_gexf(content: bytes, question: str) -> list[Row]:
    root: Any = etree.fromstring(content)
    titles = {one.attrib["id"]: one.attrib["type"] for one in root.iter(f"{GEXF}attribute")}
    read: dict[str, Callable[[str], Any]] = {"boolean": lambda text: text == "true", "integer": int, "string": str}
    nodes = {}
    for node in root.iter(f"{GEXF}node"):
        values = {one.attrib["for"]: one.attrib["value"] for one in node.iter(f"{GEXF}attvalue")}
        nodes[node.attrib["id"]] = {name: read[titles[name]](value) for name, value in values.items()}
    edges = [(edge.get("source"), edge.get("target"), edge.get("id")) for edge in root.iter(f"{GEXF}edge")]
    return from_nodes(nodes, edges, question)


def from_nodes(nodes: dict[str, dict[str, Any]], edges: Any, question: str) -> list[Row]:
    """The rows that nodes carry."""
    ends = {flow: (source, target) for source, target, flow in edges}
    rows = sorted(((node["row"], id_, node) for id_, node in nodes.items() if "row" in node), key=lambda one: one[0])
    found = []
    for _, id_, node in rows:
        flows = node["row_route"].split(" | ")
        origin, target = node["row_origin"], node["row_target"]
        assert id_ == (target if question == "from" else origin)
        assert origin == ends[flows[0]][0]
        how = (">".join(flows), node["row_evidence"], node["row_standing"], node["row_sure"])
        found.append((origin, target, *how))
    return found


READERS: dict[str, Callable[[bytes, str], list[Row]]] = {
    "csv": from_csv,
    "hops": from_hops,
    "jsonl": from_json_lines,
    "jsonld": from_json_ld,
    "graphml": from_graphml,
    "gexf": from_gexf,
}


@pytest.mark.parametrize(
    "number", [*range(len(REAL)), -1], ids=[*(" ".join((one[0], *one[1])) for one in REAL), "hostile names"]
)
def test_every_format_has_the_same_rows(number: int) -> None:
    answered = hostile() if number < 0 else real(number)
    question = answered.question
    wanted = from_json(WRITE["json"](answered), question)
    for suffix, reader in READERS.items():
        if suffix == "csv" and question == "routes":
            continue  # one row an origin: not what this question answers
        if suffix in ("graphml", "gexf") and question == "routes":
            assert from_edges(WRITE["graphml"](answered)) == wanted
            continue
        assert reader(WRITE[suffix](answered), question) == wanted, suffix


def from_edges(content: bytes) -> list[Row]:
    """Several routes of one origin: an edge names the numbers of its routes and its place on each."""
    graph: Any = networkx.read_graphml(io.BytesIO(content), force_multigraph=True)
    routes: dict[int, dict[int, str]] = {}
    for _, _, flow, edge in graph.edges(keys=True, data=True):
        for number, place in zip(edge["rows"].split(" | "), edge["hops"].split(" | "), strict=True):
            routes.setdefault(int(number), {})[int(place)] = flow
    found = []
    for number, flows in sorted(routes.items()):
        assert sorted(flows) == list(range(1, len(flows) + 1))
        grade, standing, sure = graph.graph[f"row_{number}"].split(", ")
        route = ">".join(flows[place] for place in sorted(flows))
        found.append((graph.graph["origin"], graph.graph["target"], route, grade, standing, sure == "sure"))
    return found


@pytest.mark.parametrize("suffix", ["csv", "hops", "jsonl", "jsonld", "graphml", "gexf"])
def test_the_command_line_writes_the_same_file(suffix: str, run: Run) -> None:  # noqa: F811 - a fixture
    answered = real(0)
    result = run("reach", "ice", "--as-of", answered.answer.parameters.filters.as_of.isoformat(), "--format", suffix)
    assert result.exit_code == 0, result.stderr
    assert result.stdout_bytes == WRITE[suffix](answered)
