"""FollowTheMoney entities, read by its own library."""

import importlib
import importlib.util
import json
import os

import pytest

from api.formats import Answered
from api.formats.follow_the_money import FOLLOW_THE_MONEY
from graphdb.answer_rows import answer_rows, every_hop
from graphdb.graph import Graph
from tests.formats.answered import REAL, hostile, real

ALL = [*range(len(REAL)), -1]


def answered_of(number: int) -> Answered:
    return hostile() if number < 0 else real(number)


@pytest.mark.parametrize("number", ALL)
def test_the_library_takes_every_entity_whole(number: int) -> None:
    if importlib.util.find_spec("followthemoney") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs followthemoney: `make followthemoney`")
        pytest.skip("needs followthemoney, which `make followthemoney` installs")
    proxies = importlib.import_module("followthemoney.proxy")

    entities = {}
    for line in FOLLOW_THE_MONEY.write(answered_of(number)).decode().splitlines():
        content = json.loads(line)
        entity = proxies.EntityProxy.from_dict(content, cleaned=False)
        entity.schema.validate(content)
        kept = {name: sorted(entity.get(name)) for name in content["properties"]}
        assert kept == {name: sorted(values) for name, values in content["properties"].items()}, content["id"]
        entities[entity.id] = entity
    for entity in entities.values():
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert prop.range is not None
                assert entities[value].schema.is_a(prop.range), (entity.id, prop.name)


@pytest.mark.parametrize("number", ALL)
def test_a_link_is_a_flow_and_says_no_more_than_it(number: int) -> None:
    answered = answered_of(number)
    lines = [json.loads(line) for line in FOLLOW_THE_MONEY.write(answered).decode().splitlines()]
    links = {one["properties"]["recordId"][0]: one["properties"] for one in lines if "recordId" in one["properties"]}
    hops = every_hop(answer_rows(answered.answer))
    assert links.keys() == hops.keys(), "no link for a route: no source says it"
    for flow, hop in hops.items():
        link = links[flow]
        assert (link["subject"], link["object"]) == ([f"datareach-{hop.source.id}"], [f"datareach-{hop.target.id}"])
        assert link.get("startDate", []) == ([hop.start] if hop.start and hop.start_known else [])
        assert link.get("endDate", []) == ([hop.ended] if hop.ended else [])
        assert link["sourceUrl"] == addresses(answered.graph, hop.sources)
        assert link["description"][0].startswith(f"Evidence: {hop.evidence.value},")


def addresses(graph: Graph, ids: tuple[str, ...]) -> list[str]:
    found = [address for one in graph.sources(ids) for address in (one.url, one.archived_url) if address]
    return list(dict.fromkeys(found))
