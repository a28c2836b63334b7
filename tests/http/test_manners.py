"""The manners of the API: formats, tags, addresses beside an answer, methods, compression, and what is said of mistakes."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.formats.registry import formats_of
from tests import real_facts, small
from tests.http.addresses import addresses
from tests.http.stores import moved_release, opened, save

DAY = f"as_of={real_facts.TODAY}"
RELEASE = real_facts.graph().name


def links(response: object) -> dict[str, list[Any]]:
    """The addresses of the header ``Link``, by relation."""
    found: dict[str, list[Any]] = {}
    for address, relation in re.findall(r'<([^>]*)>; rel="([^"]*)"', response.headers["link"]):  # type: ignore[attr-defined]
        found.setdefault(relation, []).append(address)
    return found


def test_a_suffix_and_accept_give_the_same(client: TestClient) -> None:
    for format_ in formats_of("reach"):
        by_suffix = client.get(f"/v1/reach/ice.{format_.suffix}?{DAY}&limit=5")
        by_header = client.get(f"/v1/reach/ice?{DAY}&limit=5", headers={"Accept": format_.media_type})
        assert by_suffix.status_code == by_header.status_code == 200
        assert by_suffix.content == by_header.content
        assert by_suffix.headers["content-type"].startswith(format_.media_type)
        assert by_suffix.headers["etag"] == by_header.headers["etag"]
        assert "Accept" in [word.strip() for word in by_header.headers["vary"].split(",")]


def test_csv_has_a_row_for_every_origin(client: TestClient) -> None:
    answer = client.get(f"/v1/reach/ice?{DAY}").json()
    response = client.get(f"/v1/reach/ice.csv?{DAY}")
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert [row["origin_id"] for row in rows] == [
        row["origin"]["id"] for row in answer["datasets"] + answer["organizations"]
    ]
    assert response.headers["content-disposition"] == 'inline; filename="reach-ice.csv"'


def test_what_is_no_format_is_refused_with_those_that_there_are(client: TestClient) -> None:
    for response in (
        client.get("/v1/reach/ice.pdf"),
        client.get("/v1/reach/ice", headers={"Accept": "image/gif"}),
        client.get("/v1/vocabulary.csv"),
    ):
        problem = response.json()
        assert (response.status_code, problem["code"]) == (406, "not_acceptable")
        assert ".json (application/json)" in problem["hint"]


def test_every_alternate_address_answers_as_it_says(client: TestClient) -> None:
    response = client.get(f"/v1/reach/ice?{DAY}&evidence=documented")
    beside = links(response)
    types = re.findall(r'rel="alternate"; type="([^"]*)"', response.headers["link"])
    assert len(beside["alternate"]) == len(types) == len(formats_of("reach")) - 1
    for address, media_type in zip(beside["alternate"], types, strict=True):
        other = client.get(address)
        assert other.status_code == 200
        assert other.headers["content-type"].startswith(media_type)
        assert other.headers["datareach-release"] == RELEASE


def test_the_canonical_address_pins_release_and_day_and_may_be_kept(client: TestClient) -> None:
    response = client.get("/reach/ice?evidence=documented")
    (canonical,) = links(response)["canonical"]
    assert canonical.startswith("/v1/reach/ice?")
    assert f"known_at={RELEASE}" in canonical
    assert re.search(r"as_of=\d{4}-\d\d-\d\d", canonical)
    assert response.headers["cache-control"] == "public, max-age=60"
    pinned = client.get(canonical)
    assert "immutable" in pinned.headers["cache-control"]
    assert links(pinned)["canonical"] == [canonical]
    assert pinned.json()["datasets"] == response.json()["datasets"]


def test_a_tag_is_of_one_release_question_format_and_compression(client: TestClient) -> None:
    tags = [
        client.get(address, headers={"Accept-Encoding": encoding}).headers["etag"]
        for address in (f"/v1/reach/ice?{DAY}", f"/v1/reach/ice.csv?{DAY}", f"/v1/from/tmsis?{DAY}")
        for encoding in ("identity", "gzip", "br", "zstd")
    ]
    assert len(set(tags)) == 12
    assert all(re.fullmatch(r'"[0-9a-f]{32}(-gzip|-br|-zstd)?"', tag) for tag in tags)


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "zstd"])
def test_who_has_the_answer_is_told_so(client: TestClient, encoding: str) -> None:
    address, asked = f"/v1/reach/ice?{DAY}", {"Accept-Encoding": encoding}
    whole = client.get(address, headers=asked)
    for named in (whole.headers["etag"], f"W/{whole.headers['etag']}", f'"other", {whole.headers["etag"]}', "*"):
        spared = client.get(address, headers=asked | {"If-None-Match": named})
        assert (spared.status_code, spared.content) == (304, b"")
        assert spared.headers["etag"] == whole.headers["etag"]
        assert spared.headers["cache-control"] == whole.headers["cache-control"]
        assert "content-length" not in spared.headers
    assert client.get(address, headers=asked | {"If-None-Match": '"other"'}).content == whole.content
    since = asked | {"If-Modified-Since": whole.headers["last-modified"]}
    assert client.get(address, headers=since).status_code == 304
    assert (
        client.get(address, headers=asked | {"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}).status_code == 200
    )
    assert client.get(address, headers=asked | {"If-Modified-Since": "yesterday"}).status_code == 200


def test_compressed_answers_are_the_same(client: TestClient) -> None:
    plain = client.get(f"/v1/reach/ice?{DAY}", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    for encoding in ("gzip", "br", "zstd"):
        for _ in range(2):  # written, and given again
            packed = client.get(f"/v1/reach/ice?{DAY}", headers={"Accept-Encoding": encoding})
            assert packed.headers["content-encoding"] == encoding
            assert encoding == "zstd" or packed.content == plain.content  # which the client does not unpack
            assert int(packed.headers["content-length"]) < len(plain.content) / 5


def test_a_new_release_has_another_tag_and_the_old_one_stays_askable(tmp_path: Path) -> None:
    path = save(tmp_path / "s.db", small.release({"organizations": {"ice": {}}}))
    with TestClient(create_app(opened(path))) as client:
        before = client.get("/v1/reach/ice")
        assert client.get("/v1/reach/ice").content == before.content
        save(path, moved_release())
        after = client.get("/v1/reach/ice", headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200
        assert after.json()["release"] == moved_release().name
        then = client.get(links(before)["canonical"][0]).json()
        assert (then["release"], then["datasets"]) == (before.json()["release"], [])


def test_head_is_get_without_the_body(app: FastAPI, client: TestClient) -> None:
    varying = {"x-request-id"}
    for path, address in addresses(app):
        got, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (200, b""), path
        assert {k: v for k, v in head.headers.items() if k not in varying} == {
            k: v for k, v in got.headers.items() if k not in varying
        }
    assert client.head("/v1/reach/icee").status_code == 404


def test_options_names_the_methods(app: FastAPI, client: TestClient) -> None:
    for path, address in addresses(app):
        response = client.options(address)
        assert (response.status_code, response.content) == (204, b""), path
        assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert client.options("/nowhere").status_code == 404


def test_any_page_may_read(client: TestClient) -> None:
    origin = {"Origin": "https://newsroom.example"}
    response = client.get(f"/v1/reach/ice?{DAY}", headers=origin)
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers
    assert {"ETag", "Link", "RateLimit"} <= set(response.headers["access-control-expose-headers"].split(", "))
    asked = origin | {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    assert client.options("/v1/reach/ice", headers=asked).status_code == 200
    refused = client.options("/v1/reach/ice", headers=origin | {"Access-Control-Request-Method": "DELETE"})
    assert refused.status_code == 400
    assert client.get("/v1/reach/icee", headers=origin).headers["access-control-allow-origin"] == "*"


def test_a_parameter_or_an_address_that_is_nearly_right_is_suggested(client: TestClient) -> None:
    problem = client.get("/v1/reach/ice?as_off=2026-01-01").json()
    assert problem["suggestions"] == ["as_of"]
    assert "Did you mean as_of" in problem["hint"]
    assert "known_at" in client.get("/v1/reach/ice?zzz=1").json()["hint"]
    problem = client.get("/v1/raech/ice").json()
    assert problem["suggestions"][0] == "/v1/reach/{target}"
    assert client.get("/v1/zzzzzz").json()["suggestions"] == []


def test_the_docs_address_of_a_problem_says_what_the_code_means(client: TestClient) -> None:
    for address in ("/v1/reach/icee", "/v1/reach/ice?limit=0", "/nowhere", "/v1/reach/ice.pdf"):
        problem = client.get(address).json()
        told = client.get(problem["docs"]).json()
        assert (told["code"], told["status"]) == (problem["code"], problem["status"])
        assert told["meaning"].endswith(".")


def test_former_ids_keep_prefix_suffix_and_query(tmp_path: Path) -> None:
    with TestClient(create_app(opened(save(tmp_path / "s.db", moved_release()))), follow_redirects=False) as client:
        for prefix in ("", "/v1"):
            response = client.get(f"{prefix}/reach/older-ice.csv?question=held")
            wanted = f"{prefix}/reach/ice.csv?question=held"
            assert (response.status_code, response.headers["location"]) == (308, wanted)
        response = client.get("/v1/records/gone.json")
        assert (response.status_code, response.json()["code"]) == (410, "withdrawn")
        assert client.get("/v1/coverage?question=held").headers["location"] == "/v1/coverage/ice?question=held"


def test_pages_of_records_hold_every_record_once_in_one_release(client: TestClient) -> None:
    release = real_facts.graph().release
    address: str | None = "/v1/records?kind=flow,agreement&limit=100"
    seen, pages = [], 0
    while address is not None:
        response = client.get(address)
        page = response.json()
        assert page["release"] == RELEASE
        assert [page["next"]] == links(response).get("next", [None])
        seen += [(one["kind"], one["id"]) for one in page["records"]]
        cited = {id_ for one in page["records"] for id_ in one["record"].get("sources", ())}
        assert cited == page["sources"].keys()
        address, pages = page["next"], pages + 1
    wanted = [(kind, one.id) for kind in ("agreement", "flow") for one in release.of_kind(kind)]
    assert seen == sorted(wanted)
    assert page["total"] == len(wanted)
    assert pages == -(-len(wanted) // 100)


def test_filters_narrow_and_facets_count_what_is_left(client: TestClient) -> None:
    flows = real_facts.graph().flows
    for name, key in (("evidence", "evidence"), ("mechanism", "mechanism"), ("to_place", "target")):
        counts: dict[str, int] = {}
        for flow in flows:
            counts[str(getattr(flow, key))] = counts.get(str(getattr(flow, key)), 0) + 1
        told = client.get("/v1/records?kind=flow&limit=1").json()["facets"][name]
        assert told == dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:50])
        value = next(iter(told))
        page = client.get(f"/v1/records?kind=flow&{name}={value}&limit=500").json()
        assert [one["id"] for one in page["records"]] == sorted(
            flow.id for flow in flows if str(getattr(flow, key)) == value
        )
        assert page["total"] == told[value]


def test_a_cursor_goes_with_its_list_only(client: TestClient) -> None:
    following = client.get("/v1/records?kind=flow&limit=5").json()["next"]
    for wrong in (
        following.replace("kind=flow", "kind=agreement"),
        re.sub(r"known_at=\w+", "known_at=2020-01-01", following),
        "/v1/records?cursor=nonsense",
        "/v1/records?cursor=!!",
        "/v1/records?cursor=W10",
        "/v1/records?cursor=MTA",
    ):
        response = client.get(wrong)
        assert (response.status_code, response.json()["code"]) == (400, "bad_parameter"), wrong
        assert "cursor" in response.json()["detail"]
    assert client.get("/v1/records?kind=former_id").json()["code"] == "bad_parameter"
    assert client.get("/v1/records?limit=501").json()["code"] == "bad_parameter"


def test_a_source_is_shown_with_what_cites_it(client: TestClient) -> None:
    answer = client.get("/v1/sources/s-404-claimsearch").json()
    assert answer == client.get("/v1/records/s-404-claimsearch").json()
    problem = client.get("/v1/sources/ice").json()
    assert (problem["code"], problem["hint"]) == ("unknown_id", "/v1/records/ice shows it.")


def test_the_vocabulary_is_that_of_the_release(client: TestClient) -> None:
    answer, release = client.get("/v1/vocabulary").json(), real_facts.graph().release
    for name in ("categories", "laws", "publishers"):
        kind = {"categories": "category", "laws": "law", "publishers": "publisher"}[name]
        assert [one["id"] for one in answer[name]] == [one.id for one in release.of_kind(kind)]
    words = {name: [one["word"] for one in told] for name, told in answer["words"].items()}
    described = json.dumps(client.get("/openapi.json").json())
    assert words["question"] == ["flowing", "held", "ever"]
    assert all(word in described for word in words["basis"] + words["evidence"])
