"""A release that is too large to be held whole: the part around a target gives the same bytes, out of a real server."""

import datetime
import itertools

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.parts import ABOUT_A_TARGET
from api.service_settings import ServiceSettings
from graphdb.release import Read
from tests import real_facts
from tests.neo4j.server import shared_server
from tests.stores.small_releases import FULL

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
DAY = f"as_of={real_facts.TODAY}"
TARGETS = ("ice", "dhs", "fbi", "irs")
ASKED = (DAY, f"{DAY}&question=ever&joins=assumed&evidence=alleged&basis=occurred,agreed,permitted")


@pytest.fixture(scope="module")
def facts() -> None:
    with shared_server().empty_store() as store:
        store.save(real_facts.graph().release, NOON)


def client(whole_records: int) -> TestClient:
    settings = ServiceSettings.unguarded().model_copy(update={"whole_records": whole_records})
    return TestClient(create_app(shared_server().store(), settings))


@pytest.mark.usefixtures("facts")
def test_every_answer_about_a_target_is_the_same_bytes() -> None:
    with client(whole_records=10_000) as whole, client(whole_records=0) as parts:
        for question, target, asked in itertools.product(sorted(ABOUT_A_TARGET), TARGETS, ASKED):
            address = f"/v1/{question}/{target}?{asked}"
            wanted = whole.get(address)
            assert parts.get(address).content == wanted.content, address
            assert wanted.status_code == 200, address
        # It was read in parts indeed, and what looks at everything still does.
        assert parts.app.state.graphs._graphs == {}  # type: ignore[attr-defined]
        for address in (f"/v1/from/irs?{DAY}", f"/v1/reach/ice?{DAY}&without=fbi", f"/v1/choke-points/irs?{DAY}"):
            assert parts.get(address).content == whole.get(address).content, address
        assert parts.get("/v1/reach/nobody").status_code == 404


@pytest.mark.usefixtures("facts")
def test_a_part_is_smaller_than_the_whole() -> None:
    release = real_facts.graph().release
    with shared_server().store() as store:
        part = store.load_around("irs")
    assert part.name == release.name
    assert part.read == Read.of(release.records)
    assert set(part.records) < set(release.records)


def test_a_publication_of_an_older_version_is_read_whole() -> None:
    with shared_server().empty_store() as store:
        store.save(FULL, NOON)
        shared_server().run("MATCH (p:DataReachPublication) REMOVE p.read")
        assert store.load_around("ice") == FULL


def test_what_was_read_is_kept_as_a_text() -> None:
    for records in (FULL.records, ()):
        assert Read.from_text(Read.of(records).text()) == Read.of(records)
