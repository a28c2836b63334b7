"""The service over a real server: a new release is noticed, and a restart of the server fails no request."""

import datetime
import threading

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graphdb.errors import StoreFailed
from graphdb.stores.neo4j_connection import Patience
from tests.neo4j.server import new_server
from tests.stores.small_releases import FULL, PLACES

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
HASTY = Patience(read=0.2)


def test_a_server_that_goes_and_comes_while_the_service_answers() -> None:
    server = new_server()
    with server.empty_store() as store:
        store.save(FULL, NOON)
    with TestClient(create_app(server.store(HASTY))) as client:
        assert client.get("/health").json()["release"] == FULL.name
        address = "/reach/ice"
        wanted = client.get(address).json()
        assert wanted["release"] == FULL.name
        server.kill()
        assert client.get(address).json() == wanted
        told = client.get("/health")
        assert (told.status_code, told.json()["code"]) == (503, "store_failed")
        server.start()
        with server.store() as store:
            store.save(PLACES, NOON)
        statuses: set[int] = set()
        while client.get("/health").status_code == 503:
            statuses.add(client.get(address).status_code)
        assert statuses <= {200}
        assert client.get("/health").json()["release"] == PLACES.name
        while client.get(address).json()["release"] == FULL.name:  # asked again after two seconds
            pass
        assert client.get(address).json()["release"] == PLACES.name
    server.kill()


def test_a_service_that_starts_before_its_server() -> None:
    server = new_server()
    with server.empty_store() as store:
        store.save(FULL, NOON)
    server.stop()
    with TestClient(create_app(server.store(HASTY))) as client:
        assert client.get("/health").json()["code"] == "store_failed"
        assert client.get("/reach/ice").status_code == 503
        server.start()
        assert client.get("/health").json()["release"] == FULL.name
    server.kill()


def test_no_request_fails_while_releases_change() -> None:
    server = new_server()
    done = threading.Event()
    seen: set[tuple[int, str]] = set()
    with server.empty_store() as store:
        store.save(FULL, NOON)
        with TestClient(create_app(server.store())) as client:

            def ask() -> None:
                while not done.is_set():
                    answer = client.get("/reach/ice")
                    seen.add((answer.status_code, answer.json().get("release", answer.text)))

            threads = [threading.Thread(target=ask) for _ in range(4)]
            for thread in threads:
                thread.start()
            for release in (PLACES, FULL, PLACES, FULL, PLACES):
                store.save(release, NOON)
            done.set()
            for thread in threads:
                thread.join()
            assert client.get("/reach/ice").json()["release"] == PLACES.name
    server.kill()
    assert seen <= {(200, FULL.name), (200, PLACES.name)}


def test_a_store_that_fails_says_so_where_nothing_was_read_before() -> None:
    server = new_server()
    server.kill()
    with server.store(HASTY) as store, pytest.raises(StoreFailed):
        store.load()
