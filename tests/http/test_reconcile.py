"""The reconciliation protocol: its shapes, what it matches, what it never claims, and a client that others wrote."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pandas
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from reconciler import reconcile

from api.app import create_app
from tests import real_facts
from tests.http import reconciliation_schemas as schemas
from tests.http.stores import HOSTILE, hostile_release, opened, save

AT = "/v1/reconcile"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
FOUR_DAYS = [{"id": "grade", "settings": {"as_of": f"2026-01-0{number}"}} for number in range(1, 5)]


def valid(content: Any, schema: dict[str, Any]) -> Any:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(content, schema, jsonschema.Draft202012Validator)
    return content


def matched(client: TestClient, **query: Any) -> list[dict[str, Any]]:
    response = client.post(AT, data={"queries": json.dumps({"q0": query})})
    assert response.status_code == 200, response.text
    results = valid(response.json(), schemas.RESULTS)
    found: list[dict[str, Any]] = results["q0"]["result"]
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    return found


def extended(client: TestClient, ids: list[str], *properties: str, **settings: str) -> dict[str, Any]:
    asked = {"ids": ids, "properties": [{"id": one, "settings": settings} for one in properties]}
    response = client.post(AT, data={"extend": json.dumps(asked)})
    assert response.status_code == 200, response.text
    told: dict[str, Any] = valid(response.json(), schemas.EXTENDED)
    return told


def test_the_manifest_leads_to_services_that_answer(client: TestClient) -> None:
    manifest = valid(client.get(AT).json(), schemas.MANIFEST)
    host = "http://testserver"
    assert client.get(manifest["view"]["url"].replace("{{id}}", "tmsis").removeprefix(host)).status_code == 200
    assert client.get(manifest["preview"]["url"].replace("{{id}}", "tmsis").removeprefix(host)).status_code == 200
    for name, schema in (("entity", schemas.ENTITIES), ("type", schemas.TYPES), ("property", schemas.PROPERTIES)):
        place = manifest["suggest"][name]
        told = client.get((place["service_url"] + place["service_path"]).removeprefix(host) + "?prefix=a")
        assert valid(told.json(), schema)["result"], name
    place = manifest["extend"]["propose_properties"]
    for type_ in manifest["defaultTypes"]:
        told = client.get(place["service_path"], params={"type": type_["id"], "limit": "3"})
        assert [one["id"] for one in valid(told.json(), schemas.COLUMNS)["properties"]] == [
            "reaches",
            "grade",
            "first_reached",
        ]
    assert client.post(AT).json() == manifest


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("ICE", "ice"),
        ("Immigration and Customs Enforcement (ICE)", "ice"),
        ("internal revenue service", "irs"),
        ("ISO ClaimSearch", "iso-claimsearch"),
        ("T-MSIS", "tmsis"),
        ("Palantir Technologies", "palantir"),
        ("iso-claimsearch", "iso-claimsearch"),
    ],
)
def test_a_name_abbreviation_alias_or_id_is_a_sure_match(client: TestClient, text: str, id_: str) -> None:
    first, *others = matched(client, query=text)
    assert (first["id"], first["score"], first["match"]) == (id_, 100, True)
    assert not any(one["match"] for one in others)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Internal Revenue Svc", "irs"),
        ("U.S. Immigration & Customs Enforcment", "ice"),
        ("Palantr", "palantir"),
        ("Enforcement, Immigration and Customs", "ice"),
    ],
)
def test_what_is_only_alike_is_proposed_and_never_matched(client: TestClient, text: str, id_: str) -> None:
    found = matched(client, query=text)
    assert found[0]["id"] == id_
    assert not any(one["match"] for one in found)
    assert found[0]["score"] < 100


def test_types_and_properties_narrow(client: TestClient) -> None:
    assert {
        one["type"][0]["id"] for one in matched(client, query="medicaid", type="dataset", type_strict="should")
    } == {"dataset"}
    two = matched(client, query="irs", type=["organization", "agreement"])
    assert {one["type"][0]["id"] for one in two} == {"organization", "agreement"}
    by_operator = matched(client, properties=[{"pid": "operator", "v": {"id": "cms"}}], limit=50)
    graph = real_facts.graph()
    assert {one["id"] for one in by_operator} == {
        one.id for one in graph.places if getattr(one, "operator", None) == "cms"
    }
    best, *_ = matched(client, query="records", type="dataset", properties=[{"pid": "operator", "v": ["IRS", "x"]}])
    assert best["id"] == "irs-address-records"
    other = matched(client, query="ISO ClaimSearch", properties=[{"pid": "operator", "v": "Internal Revenue Service"}])
    assert (other[0]["id"], other[0]["match"]) == ("iso-claimsearch", False)
    assert {"id": "operator", "value": False} in other[0]["features"]
    assert len(matched(client, query="data", limit=2)) == 2


def test_nothing_alike_is_no_candidate(client: TestClient) -> None:
    assert matched(client, query="zzzz qqqq") == []


def test_get_and_post_answer_alike(client: TestClient) -> None:
    batch = {"a": {"query": "IRS"}, "b": {"query": "nothing of ours at all"}, "1": {"query": "dhs", "limit": 1}}
    asked = {"queries": json.dumps(batch)}
    got = client.get(AT, params=asked)
    assert got.json() == client.post(AT, data=asked).json()
    assert list(got.json()) == list(batch)
    raw = client.post(AT, content=urlencode(asked), headers=FORM)
    assert raw.json() == got.json()


def test_columns_are_the_answers_of_the_question_reach(client: TestClient) -> None:
    rows = real_facts.reach_ice()
    known = {row.origin.id: row for row in rows.datasets + rows.organizations}
    ids = [place.id for place in real_facts.graph().places]
    told = extended(client, ids, "reaches", "grade", "hops", "standing", as_of=real_facts.TODAY)
    assert [one["name"] for one in told["meta"]] == ["reaches ICE", "grade", "hops", "standing"]
    of_ice = {place.id for place in rows.stands_for}
    for id_, cells in told["rows"].items():
        row = known.get(id_)
        if id_ in of_ice:
            assert cells == {"reaches": [{"str": "a place of ICE"}], "grade": [], "hops": [], "standing": []}
        elif row is None:
            assert cells == {"reaches": [{"str": "no known route"}], "grade": [], "hops": [], "standing": []}
        else:
            assert cells == {
                "reaches": [{"str": "known route" if row.sure else "possible route"}],
                "grade": [{"str": row.route.evidence.value}],
                "hops": [{"int": len(row.route.hops)}],
                "standing": [{"str": row.standing.value}],
            }
    assert len(told["rows"]) == len(ids)


def test_first_reached_is_as_exact_as_the_sources(client: TestClient) -> None:
    told = extended(client, ["iso-claimsearch", "tmsis"], "first_reached", "address", as_of=real_facts.TODAY)["rows"]
    assert told["iso-claimsearch"]["first_reached"] == [{"str": "by 2025-07-09 (start not known)"}]
    address = told["iso-claimsearch"]["address"][0]["str"]
    answer = client.get(address).json()
    assert answer["release"] == real_facts.graph().name
    assert answer["row"]["first_reached"]["latest"] == "2025-07-09"


def test_settings_ask_about_another_target_day_and_question(client: TestClient) -> None:
    told = extended(client, ["iso-claimsearch"], "reaches", target="fbi", question="ever", as_of="2026-01-01")
    assert told["meta"][0]["name"] == "reaches FBI"
    early = extended(client, ["iso-claimsearch"], "reaches", as_of="2001-01-01")
    assert early["rows"] == {"iso-claimsearch": {"reaches": [{"str": "no known route"}]}}


def test_records_that_are_no_places_and_ids_that_are_none_have_empty_cells(client: TestClient) -> None:
    told = extended(client, ["irs-dhs-mou-2025-04", "nope", "tmsis"], "reaches", "kind", "operator")["rows"]
    assert told["irs-dhs-mou-2025-04"] == {"reaches": [], "kind": [{"str": "agreement"}], "operator": []}
    assert told["nope"] == {"reaches": [], "kind": [], "operator": []}
    assert told["tmsis"]["operator"] == [{"id": "cms", "name": "Centers for Medicare & Medicaid Services"}]


def test_suggestions_are_pages_of_the_search(client: TestClient) -> None:
    at = f"{AT}/suggest/entity"
    every = client.get(at, params={"prefix": "medic", "limit": "20"}).json()["result"]
    pages = [
        client.get(at, params={"prefix": "medic", "limit": "5", "cursor": skip}).json() for skip in ("0", "5", "10")
    ]
    assert [one for page in pages for one in page["result"]] == every[:15]
    assert client.get(at, params={"prefix": "tmsis"}).json()["result"][0]["id"] == "tmsis"
    # What OpenRefine's own widget sends beside the prefix.
    sent = {
        "prefix": "irs",
        "type": "organization",
        "type_strict": "should",
        "lang": "en",
        "spell": "always",
        "key": "k",
    }
    assert client.get(at, params=sent).json()["result"][0]["id"] == "irs"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("queries", "{"),
        ("queries", "[]"),
        ("queries", "[" * 5000),
        ("queries", '{"a": {}}'),
        ("queries", '{"a": {"query": "x", "limit": 0}}'),
        ("queries", '{"a": {"query": "x", "type": "nope"}}'),
        ("queries", '{"a": {"query": "x", "no_such": 1}}'),
        ("queries", '{"a": {"query": "x", "properties": [{"pid": "nope", "v": 1}]}}'),
        ("queries", json.dumps({"a": {"query": "x" * 301}})),
        ("queries", json.dumps({str(number): {"query": "x"} for number in range(51)})),
        ("extend", '{"ids": []}'),
        ("extend", '{"ids": ["ice"], "properties": [{"id": "nope"}]}'),
        ("extend", '{"ids": ["ice"], "properties": [{"id": "grade", "settings": {"no": "x"}}]}'),
        ("extend", '{"ids": ["ice"], "properties": [{"id": "grade", "settings": {"as_of": "soon"}}]}'),
        ("extend", json.dumps({"ids": ["ice"] * 501, "properties": []})),
        (
            "extend",
            json.dumps(
                {
                    "ids": [],
                    "properties": FOUR_DAYS,
                }
            ),
        ),
        ("other", "x"),
    ],
)
def test_what_cannot_be_read_is_a_problem_that_says_where(client: TestClient, field: str, text: str) -> None:
    response = client.post(AT, data={field: text})
    assert (response.status_code, response.json()["code"]) == (400, "bad_parameter"), response.text
    assert response.json()["detail"]


def test_unknown_targets_and_wrong_forms(client: TestClient) -> None:
    asked = {"ids": ["tmsis"], "properties": [{"id": "grade", "settings": {"target": "icee"}}]}
    response = client.post(AT, data={"extend": json.dumps(asked)})
    assert (response.status_code, response.json()["code"]) == (404, "unknown_id")
    assert client.post(AT, data={"queries": "{}", "extend": "{}"}).status_code == 400
    assert client.post(AT, content=b"\xff=\xff", headers=FORM).status_code == 400
    assert client.get(f"{AT}/preview/nope").status_code == 404
    assert client.get(f"{AT}/properties?type=nope").status_code == 400


def test_a_preview_may_be_framed_and_runs_nothing(tmp_path: Path) -> None:
    with TestClient(create_app(opened(save(tmp_path / "s.db", hostile_release())))) as own:
        response = own.get(f"{AT}/preview/records")
        policy = response.headers["content-security-policy"]
        assert "frame-ancestors *" in policy
        assert "script-src" not in policy
        assert policy.startswith("default-src 'none'")
        assert "x-frame-options" not in response.headers
        assert "[bold]" in response.text
        for name in ("<script", "</script", " on", "http:", "https:"):
            assert name not in response.text.replace(" on record", "")
        assert HOSTILE.split()[0] in matched(own, query="records")[0]["name"]


@pytest.fixture
def server(app: FastAPI) -> Iterator[str]:
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.02)
            assert thread.is_alive()
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # of the client's
def test_a_client_of_others_matches_a_table(server: str) -> None:
    table = pandas.DataFrame({"who": ["ICE", "Internal Revenue Service", "T-MSIS", "Internal Revenue Svc"]})
    found = reconcile(table["who"], reconciliation_endpoint=server + AT)
    assert {row.input_value: (row.id, row.match) for row in found.itertuples()} == {
        "ICE": ("ice", True),
        "Internal Revenue Service": ("irs", True),
        "T-MSIS": ("tmsis", True),
        "Internal Revenue Svc": ("irs", False),
    }
    only = reconcile(table["who"][:1], type_id="organization", top_res="all", reconciliation_endpoint=server + AT)
    assert set(only["type_id"]) == {"organization"}
