"""Records and searches over HTTP, ids that moved, releases and health."""

import threading
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from api.app import create_app
from api.graphs import Graphs
from graphdb.graph import Graph
from graphdb.model import KINDS
from graphdb.stores import open_store
from tests import real_facts, small
from tests.http.stores import moved_release, opened, save


def record(client: TestClient, id_: str) -> dict[str, Any]:
    response = client.get(f"/records/{id_}")
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_a_flow_shows_its_evidence_and_what_names_it(client: TestClient) -> None:
    answer = record(client, "fl-claimsearch-ice")
    assert answer["record"]["evidence"] == "reported"
    assert answer["record"]["history"][0] == {"attested": True, "date": "2025-07-09", "state": "active"} | {
        key: value for key, value in answer["record"]["history"][0].items() if key in ("why", "sources")
    }
    assert answer["publishers"] == ["404 Media", "Reason", "Cato Institute"]
    assert answer["named"]["ice"] == "U.S. Immigration and Customs Enforcement"
    assert set(answer["record"]["sources"]) <= answer["sources"].keys()


def test_a_source_shows_the_records_that_cite_it(client: TestClient) -> None:
    cited = {(one["id"], one["key"]) for one in record(client, "s-404-claimsearch")["cited_by"]}
    assert ("fl-claimsearch-ice", "sources") in cited
    graph = real_facts.graph()
    citing = {one.id for one in graph.records.values() if "s-404-claimsearch" in getattr(one, "sources", ())}
    assert {id_ for id_, key in cited if key == "sources"} == citing


def test_every_record_can_be_shown(client: TestClient) -> None:
    release = real_facts.graph().release
    for kind in KINDS:
        for one in release.of_kind(kind)[:3]:
            if kind != "former_id":
                assert record(client, one.id)["kind"] == kind


def test_a_search_finds_places_first(client: TestClient) -> None:
    answer = client.get("/search", params={"q": "ice", "limit": "3"}).json()
    assert answer["found"][0]["id"] == "ice"
    assert len(answer["found"]) == 3
    assert answer["truncated"] is True
    answer_of_all = client.get("/search", params={"q": "claimsearch"}).json()
    assert answer_of_all["kinds"]["dataset"] == 1
    assert sum(answer_of_all["kinds"].values()) == len(answer_of_all["found"])
    assert client.get("/search", params={"q": "claimsearch", "kind": "dataset"}).json() == {
        "release": real_facts.graph().name,
        "found": [
            {
                "id": "iso-claimsearch",
                "kind": "dataset",
                "name": "ISO ClaimSearch",
                "matched": "ClaimSearch",
                "way": "name",
            }
        ],
        "kinds": answer_of_all["kinds"],
        "read_as": {},
        "truncated": False,
    }


def test_a_search_is_read_strictly(client: TestClient) -> None:
    for parameters in (
        {},
        {"q": "x" * 201},
        {"q": "x", "limit": "201"},
        {"q": "x", "limit": "0"},
        {"q": "x", "kind": "y"},
    ):
        response = client.get("/search", params=parameters)
        assert (response.status_code, response.json()["code"]) == (400, "bad_parameter"), parameters


def test_ids_that_moved_lead_to_the_current_one(tmp_path: Path) -> None:
    with TestClient(create_app(opened(save(tmp_path / "s.db", moved_release()))), follow_redirects=False) as client:
        for old, new in (
            (
                "/reach/old-ice?as_of=2026-01-01&basis=occurred&basis=agreed",
                "/reach/ice?as_of=2026-01-01&basis=occurred&basis=agreed",
            ),
            ("/reach/older-ice", "/reach/ice"),
            ("/from/old-ice", "/from/ice"),
            ("/route/records/older-ice?question=held", "/route/records/ice?question=held"),
            ("/records/older-ice", "/records/ice"),
        ):
            response = client.get(old)
            assert (response.status_code, response.headers["location"]) == (308, new)
            assert client.get(new).status_code == 200
        for address in ("/reach/gone", "/from/gone", "/route/gone/ice", "/route/records/gone", "/records/gone"):
            response = client.get(address)
            assert (response.status_code, response.json()["code"]) == (410, "withdrawn")
            assert "Its source was retracted." in response.json()["detail"]


def test_releases_are_listed_newest_first(tmp_path: Path) -> None:
    first, second = moved_release(), small.release({"organizations": {"ice": {}}})
    with TestClient(create_app(opened(save(tmp_path / "s.db", first, second)))) as client:
        answer = client.get("/releases").json()
        assert [(one["name"], one["current"]) for one in answer["releases"]] == [
            (second.name, True),
            (first.name, False),
        ]
        assert answer["release"] == second.name
        assert client.get("/health").json()["release"] == second.name
        then = client.get("/reach/ice", params={"known_at": "2026-11-24"}).json()
        assert (then["release"], len(then["datasets"])) == (first.name, 1)
        assert client.get("/reach/ice").json()["datasets"] == []


def test_a_release_that_someone_else_publishes_is_noticed(tmp_path: Path) -> None:
    path = save(tmp_path / "s.db", small.release({"organizations": {"ice": {}}}))
    with TestClient(create_app(opened(path))) as client:
        assert client.get("/reach/ice").json()["outcome"] == "no_known_route"
        save(path, moved_release())
        assert client.get("/reach/ice").json()["outcome"] == "documented"


def test_a_store_without_a_release_is_not_healthy(tmp_path: Path) -> None:
    with TestClient(create_app(open_store(str(tmp_path / "none.db"), create=True))) as client:
        for address in ("/health", "/reach/ice", "/search?q=ice"):
            response = client.get(address)
            assert (response.status_code, response.json()["code"]) == (503, "store_missing")
            assert str(tmp_path) not in response.text
        assert client.get("/releases").json() == {"release": None, "releases": []}


def test_a_damaged_store_is_a_problem_that_tells_no_path(tmp_path: Path) -> None:
    path = save(tmp_path / "s.db", moved_release())
    store = opened(path)
    path.write_bytes(b"no store any more")
    with TestClient(create_app(store)) as client:
        response = client.get("/health")
        assert (response.status_code, response.json()["code"]) == (503, "store_not_ours")
        assert str(tmp_path) not in response.text


def test_threads_share_one_graph(tmp_path: Path) -> None:
    graphs = Graphs(opened(save(tmp_path / "s.db", moved_release())))
    got: list[Graph] = []
    threads = [threading.Thread(target=lambda: got.append(graphs.get())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 8
    assert all(one is got[0] for one in got)


def test_only_the_graphs_asked_for_last_are_kept(tmp_path: Path) -> None:
    first, second = moved_release(), small.release({"organizations": {"ice": {}}})
    graphs = Graphs(opened(save(tmp_path / "s.db", first, second)), kept=1)
    one = graphs.get(first.name)
    assert graphs.get(first.name) is one
    assert graphs.get().name == second.name
    assert graphs.get(first.name) is not one
