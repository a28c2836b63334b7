"""JSON-LD: expanded and framed without a network, and true to the SHACL shapes of docs/shapes.ttl."""

import json
from pathlib import Path
from typing import Any, NoReturn

import pytest
from pyld import jsonld  # type: ignore[import-untyped]
from pyshacl import validate
from rdflib import DCAT, DCTERMS, ORG, PROV, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from api.formats import Answered
from api.formats.jsonld import JSON_LD
from graphdb.answer_rows import answer_rows, every_hop
from graphdb.model import Basis
from tests.formats.answered import REAL, hostile, real

SHAPES = Graph().parse(Path(__file__).parents[2] / "docs" / "shapes.ttl")
DR = Namespace("urn:datareach:term:")
DPV = Namespace("https://w3id.org/dpv#")
RECORD = Namespace("urn:datareach:record:")

DPV_TERMS = {
    *("Access", "Acquire", "Disclose", "Law", "Match", "PersonalData", "Processing", "Query", "Recipient", "Transfer"),
    *("Transmit", "hasApplicableLaw", "hasPersonalData", "hasRecipient"),
}
"""Terms of the Data Privacy Vocabulary 2 that are used here, each looked up in its published lists."""


def refuse(address: str, _: Any) -> NoReturn:
    raise AssertionError(f"{address} would be fetched")


def document(answered: Answered) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(JSON_LD.write(answered))
    return content


def triples(content: dict[str, Any]) -> Graph:
    """Read by pyld, so that what rdflib sees is what JSON-LD means."""
    quads = jsonld.to_rdf(content, {"format": "application/n-quads", "documentLoader": refuse})
    return Graph().parse(data=quads, format="nt")  # one graph: quads are triples


@pytest.mark.parametrize("number", [0, 3, 4, 7, -1])
def test_it_expands_and_keeps_the_shapes(number: int) -> None:
    answered = hostile() if number < 0 else real(number)
    content = document(answered)
    expanded = jsonld.expand(content, {"documentLoader": refuse})
    keys = {key for node in expanded for key in node if not key.startswith("@")}
    assert all(key.startswith(("http", "urn:")) for key in keys)
    facts = triples(content)
    conforms, _, report = validate(facts, shacl_graph=SHAPES)
    assert conforms, report
    rows = answer_rows(answered.answer)
    assert len(set(facts.subjects(RDF.type, DR.Row))) == len(rows)
    assert set(facts.subjects(RDF.type, DR.Flow)) == {RECORD[flow] for flow in every_hop(rows)}


def test_every_key_has_a_meaning() -> None:
    """A key that the context does not know would be dropped without a word."""
    for number in range(len(REAL)):
        content = document(real(number))
        for node in walk(content["@graph"]):
            assert node.keys() <= content["@context"].keys() | {"@id", "@type", "@value"}
            kinds = node.get("@type", [])
            named = [kind for kind in ([kinds] if isinstance(kinds, str) else kinds) if ":" not in kind]
            assert set(named) <= content["@context"].keys()


def walk(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [node for one in value for node in walk(one)]
    if isinstance(value, dict):
        return [value, *(node for one in value.values() for node in walk(one))]
    return []


def test_the_shared_terms_are_terms_of_their_vocabularies() -> None:
    facts = triples(document(real(1)))
    used = {str(term) for one in facts for term in (one[1], one[2] if one[1] == RDF.type else one[1])}
    for space in (DCAT, DCTERMS, ORG, PROV, RDFS, SKOS):
        for term in used:
            if term.startswith(str(space)):
                assert URIRef(term) in dir(space), "rdflib knows the terms of these vocabularies"
    assert {term.removeprefix(str(DPV)) for term in used if term.startswith(str(DPV))} <= DPV_TERMS


def test_only_what_is_said_to_have_happened_is_an_activity() -> None:
    answered = real(1)
    facts = triples(document(answered))
    hops = every_hop(answer_rows(answered.answer)).values()
    happened = {RECORD[hop.flow] for hop in hops if hop.basis == Basis.occurred}
    assert set(facts.subjects(RDF.type, PROV.Activity)) == happened
    received = {
        (RECORD[hop.flow], RECORD[hop.target.id])
        for hop in hops
        if hop.basis == Basis.occurred and hop.target.kind == "organization"
    }
    assert set(facts.subject_objects(DPV.hasRecipient)) == received
    assert received < {(RECORD[hop.flow], RECORD[hop.target.id]) for hop in hops}


def test_every_source_of_a_hop_is_told_with_its_addresses() -> None:
    answered = real(0)
    facts = triples(document(answered))
    for hop in every_hop(answer_rows(answered.answer)).values():
        sources = answered.graph.sources(hop.sources)
        assert set(facts.objects(RECORD[hop.flow], DCTERMS.source)) == {RECORD[one.id] for one in sources}
        for one in sources:
            assert set(facts.objects(RECORD[one.id], PROV.atLocation)) == {URIRef(one.url)}
            archived = {URIRef(one.archived_url)} if one.archived_url else set()
            assert set(facts.objects(RECORD[one.id], PROV.alternateOf)) == archived


def test_a_frame_makes_a_tree_of_one_row() -> None:
    content = document(real(5))
    frame = {"@context": content["@context"], "@type": "Row", "hops": {"flow": {"source": {}}}}
    row = jsonld.frame(content, frame, {"documentLoader": refuse})
    (one,) = answer_rows(real(5).answer)
    assert [hop["flow"]["@id"] for hop in row["hops"]] == [RECORD[hop.flow].toPython() for hop in one.route.hops]
    assert row["sentence"] == one.sentence


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        (DR.Answer, DR.release),
        (DR.Answer, DR.truncated),
        (DR.Row, DR.evidence),
        (DR.Row, DR.sure),
        (DR.Row, DR.hops),
        (DR.Hop, DR.state),
        (DR.Flow, DCTERMS.source),
        (DR.Flow, DR.basis),
        (DCAT.Dataset, PROV.wasAttributedTo),
        (DR.Source, PROV.atLocation),
    ],
)
def test_the_shapes_notice_what_is_missing(subject: URIRef, predicate: URIRef) -> None:
    facts = triples(document(real(5)))
    node = min(facts.subjects(RDF.type, subject), key=str)
    facts.remove((node, predicate, None))
    conforms, _, _ = validate(facts, shacl_graph=SHAPES)
    assert not conforms


def test_the_shapes_notice_an_overstated_flow() -> None:
    facts = triples(document(real(5)))
    flow = min(facts.subjects(RDF.type, PROV.Activity), key=str)
    facts.set((flow, DR.basis, Literal("agreed")))
    conforms, _, _ = validate(facts, shacl_graph=SHAPES)
    assert not conforms
