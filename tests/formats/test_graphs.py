"""GraphML and GEXF: read back by their readers, and what is in them."""

import datetime
import io
from pathlib import Path
from typing import Any

import networkx
import pytest
import xmlschema
from lxml import etree

from api.formats import Answered
from api.formats.gexf import GEXF, days_of
from api.formats.graphml import GRAPHML
from api.formats.plain_values import plain_attributes
from graphdb.answer_network import answer_network
from graphdb.answer_rows import answer_rows, every_hop
from graphdb.dates import day_text
from tests import small
from tests.formats.answered import REAL, hostile, of, real

GEXF_NAMESPACE = "{http://gexf.net/1.3}"
GRAPHML_NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
SCHEMA = xmlschema.XMLSchema(Path(__file__).with_name("gexf-1.3.xsd"))
ALL = [*range(len(REAL)), -1]


def answered_of(number: int) -> Answered:
    return hostile() if number < 0 else real(number)


@pytest.mark.parametrize("number", ALL)
def test_networkx_reads_from_graphml_what_the_answer_has(number: int) -> None:
    answered = answered_of(number)
    made = answer_network(answered.graph, answered.answer)
    read: Any = networkx.read_graphml(io.BytesIO(GRAPHML.write(answered)), force_multigraph=True)
    assert {id_: dict(node) for id_, node in read.nodes(data=True)} == {
        id_: plain_attributes(told) for id_, told in made.nodes(data=True)
    }
    assert {(a, b, flow): told for a, b, flow, told in read.edges(keys=True, data=True)} == {
        (a, b, flow): plain_attributes(told) for a, b, flow, told in made.edges(keys=True, data=True)
    }
    about = {name: value for name, value in read.graph.items() if name not in ("node_default", "edge_default")}
    assert about == plain_attributes(made.graph) | {"address": answered.address}


@pytest.mark.parametrize("number", ALL)
def test_graphml_keeps_the_rules_of_yeds_reader(number: int) -> None:
    root: Any = etree.fromstring(GRAPHML.write(answered_of(number)))
    tags = [child.tag.removeprefix(GRAPHML_NAMESPACE) for child in root]
    assert tags == ["key"] * (len(tags) - 1) + ["graph"], "keys are declared first"
    keys = {key.get("id"): key for key in root.iter(f"{GRAPHML_NAMESPACE}key")}
    assert len(keys) == len(tags) - 1
    assert {key.get("attr.type") for key in keys.values()} <= {"string", "boolean", "int", "long", "float", "double"}
    named = [(key.get("for"), key.get("attr.name")) for key in keys.values()]
    assert len(set(named)) == len(named)
    for data in root.iter(f"{GRAPHML_NAMESPACE}data"):
        assert len(data) == 0, "no data inside data"
        assert keys[data.get("key")].get("for") == data.getparent().tag.removeprefix(GRAPHML_NAMESPACE)
    graph = root[-1]
    assert graph.get("edgedefault") == "directed"
    assert not list(graph.iter(f"{GRAPHML_NAMESPACE}graph"))[1:], "no graph inside a node"


@pytest.mark.parametrize("number", ALL)
def test_gexf_is_valid_and_holds_every_place_and_flow(number: int) -> None:
    answered = answered_of(number)
    content = GEXF.write(answered)
    SCHEMA.validate(io.BytesIO(content))
    root: Any = etree.fromstring(content)
    made = answer_network(answered.graph, answered.answer)
    nodes = [node.get("id") for node in root.iter(f"{GEXF_NAMESPACE}node")]
    assert sorted(nodes) == sorted(made.nodes)
    edges = [edge.attrib for edge in root.iter(f"{GEXF_NAMESPACE}edge")]
    assert sorted((edge["source"], edge["target"], edge["id"]) for edge in edges) == sorted(made.edges(keys=True))
    kinds = [(edge["source"], edge["target"], edge["kind"]) for edge in edges]
    assert len(set(kinds)) == len(kinds), "Gephi adds up edges of one kind"
    (description,) = root.iter(f"{GEXF_NAMESPACE}description")
    for told in (answered.answer.release, answered.answer.coverage.note, answered.address):
        assert told in description.text
    assert ("cut short" in description.text) == answered.answer.truncated


def spans(history: list[str], day: str = "2026-11-24", **given: Any) -> list[tuple[str | None, str | None, bool]]:
    shorthand = {
        "organizations": ["a", "b"],
        "datasets": {"d": "a"},
        "flows": {"f": {"from": "d", "to": "b", "history": history}},
    }
    answered = of(small.graph(shorthand), "reach", ("b",), {"question": "ever", "as_of": day} | given)
    (hop,) = every_hop(answer_rows(answered.answer)).values()
    number = datetime.date.fromisoformat(day).toordinal()
    return [(day_text(one.first), day_text(one.last), one.sure) for one in days_of(answered.graph, hop, number)]


@pytest.mark.parametrize(
    ("history", "wanted"),
    [
        (["2020-03-05 active"], [("2020-03-05", None, True)]),
        (["2020-03-05 active", "2021-04-06 ended"], [("2020-03-05", "2021-04-06", True)]),
        (["2020-03 active"], [("2020-03-01", "2020-03-30", False), ("2020-03-31", None, True)]),
        (
            ["2020-03 active", "2020-05 blocked", "2020-05-20 active"],
            [
                ("2020-03-01", "2020-03-30", False),
                ("2020-03-31", "2020-05-01", True),
                ("2020-05-02", "2020-05-19", False),
                ("2020-05-20", None, True),
            ],
        ),
        (["2020-06 active", "2020-06 ended"], [("2020-06-01", "2020-06-30", False)]),
        (["2020-01-01 active", "2027-01-01 ended"], [("2020-01-01", "2027-01-01", True)]),
        (["2020-01-01 active", "2021-01-01 ended", "2027-01-01 active"], [("2020-01-01", "2021-01-01", True)]),
    ],
)
def test_spells_are_the_days_of_the_flow(history: list[str], wanted: list[tuple[str, str | None, bool]]) -> None:
    assert spans(history) == wanted


def test_a_flow_of_another_state_has_the_days_of_that_state() -> None:
    assert spans(
        ["2020-01-01 planned", "2022-01-01 active", "2023-01-01 ended"], day="2021-05-05", state="planned"
    ) == [("2020-01-01", "2022-01-01", True)]
