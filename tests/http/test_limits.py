"""What the service refuses to do, and what it tells of itself."""

import json
import logging
import re
import threading
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.service_settings import SETTINGS_FILE, ServiceSettings
from graphdb.errors import BadParameter
from graphdb.release import Release
from graphdb.stores.sqlite import SqliteStore
from tests import small
from tests.http.stores import moved_release, save
from tests.http.test_shapes import assert_problem


def client_of(folder: Path, **settings: object) -> TestClient:
    chosen = ServiceSettings(**({"access_log": False, "rate_limit": ""} | settings))  # type: ignore[arg-type]
    return TestClient(create_app(SqliteStore(save(folder / "s.db", moved_release())), chosen))


def test_more_requests_than_allowed_are_refused(tmp_path: Path) -> None:
    with client_of(tmp_path, rate_limit="3/hour") as client:
        for left in (2, 1, 0):
            headers = client.get("/v1/reach/ice").headers
            assert headers["ratelimit-policy"] == '"client";q=3;w=3600'
            assert re.fullmatch(rf'"client";r={left};t=\d+', headers["ratelimit"])
        response = client.get("/v1/reach/ice")
        assert_problem(response, 429, "too_many_requests")
        assert 1 <= int(response.headers["retry-after"]) <= 3600


def test_without_a_limit_none_is_told(tmp_path: Path) -> None:
    with client_of(tmp_path) as client:
        assert "ratelimit" not in client.get("/v1/reach/ice").headers


def test_long_addresses_and_bodies_are_refused(tmp_path: Path) -> None:
    with client_of(tmp_path, address_bytes=1000, body_bytes=100) as client:
        assert_problem(client.get(f"/v1/search?q={'x' * 1000}"), 414, "address_too_long")
        assert_problem(client.request("GET", "/v1/reach/ice", content=b"x" * 101), 413, "body_too_long")
        assert_problem(client.post("/v1/reach/ice", content=b"x" * 100), 405, "method_not_allowed")


def test_the_names_of_who_asks_are_not_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "datareach.access"), client_of(tmp_path, access_log=True) as client:
        client.get("/v1/search?q=someone", headers={"X-Request-Id": "from-the-proxy", "User-Agent": "browser-of-x"})
        client.get("/v1/reach/icee", headers={"X-Request-Id": "no good\tid"})
    found, refused = (json.loads(record.getMessage()) for record in caplog.records)
    assert found.keys() == {"time", "request", "method", "path", "route", "status", "bytes", "milliseconds", "kept"}
    assert (found["request"], found["path"], found["route"], found["status"]) == (
        "from-the-proxy",
        "/v1/search",
        "/search",
        200,
    )
    assert re.fullmatch(r"[0-9a-f]{32}", refused["request"])
    assert refused["status"] == 404
    for secret in ("someone", "browser-of-x", "testclient"):
        assert secret not in caplog.text


def test_the_figures_count_requests(tmp_path: Path) -> None:
    with client_of(tmp_path) as client:
        for _ in range(3):
            client.get("/v1/reach/ice")
        client.get("/v1/reach/nobody")
        text = client.get("/metrics").text
    assert 'datareach_requests_total{method="GET",route="/reach/{target}",status="200"} 3.0' in text
    assert 'datareach_requests_total{method="GET",route="/reach/{target}",status="404"} 1.0' in text
    assert "datareach_kept_answers_total 2.0" in text
    with client_of(tmp_path, metrics=False) as client:
        assert_problem(client.get("/metrics"), 404, "no_such_address")


class _SlowStore(SqliteStore):
    """A store that gives a release only when it is let."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.let = threading.Event()
        self.let.set()

    def load(self, known_at: str | None = None) -> Release:
        self.let.wait(20)
        return super().load(known_at)


def test_an_answer_that_takes_too_long_is_refused_with_what_to_narrow(tmp_path: Path) -> None:
    first = small.release({"organizations": {"ice": {}}})
    store = _SlowStore(save(tmp_path / "s.db", first, moved_release()))
    settings = ServiceSettings.unguarded().model_copy(update={"answer_seconds": 0.2, "threads": 1, "waiting": 1})
    with TestClient(create_app(store, settings)) as client:
        store.let.clear()
        slow = f"/v1/reach/ice?known_at={first.name}"
        response = client.get(slow)
        assert_problem(response, 422, "too_much_work")
        assert "joins=known" in response.json()["hint"]
        assert_problem(client.get(f"{slow}&limit=3"), 422, "too_much_work")
        busy = client.get(f"{slow}&limit=4")
        assert_problem(busy, 503, "service_busy")
        assert busy.headers["retry-after"] == "5"
        assert client.get("/health").status_code == 200
        store.let.set()
        while (response := client.get(slow)).status_code != 200:
            assert response.status_code in (422, 503)


def test_settings_come_from_the_environment_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "datareach.toml"
    file.write_text('threads = 2\nrate_limit = "5/second"\n')
    monkeypatch.setenv(SETTINGS_FILE, str(file))
    monkeypatch.setenv("DATAREACH_THREADS", "3")
    settings = ServiceSettings.read()
    assert (settings.threads, settings.rate_limit, settings.waiting) == (3, "5/second", 64)


@pytest.mark.parametrize(
    ("text", "named"),
    [("threads = 0", "threads"), ("treads = 1", "treads"), ("rate_limit = 'often'", "rate_limit"), ("=", "file")],
)
def test_settings_that_cannot_be_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, named: str
) -> None:
    file = tmp_path / "datareach.toml"
    file.write_text(text)
    monkeypatch.setenv(SETTINGS_FILE, str(file))
    with pytest.raises(BadParameter, match=named):
        ServiceSettings.read()
    monkeypatch.setenv(SETTINGS_FILE, str(tmp_path / "none.toml"))
    with pytest.raises(BadParameter, match=re.escape("none.toml")):
        ServiceSettings.read()
