"""Feeds, read back by feedparser: entries where the answer changed, with the difference in words, and ids for ever."""

import datetime
import json
from pathlib import Path
from typing import Any

import feedparser
import pytest
from fastapi.testclient import TestClient
from lxml import etree

from api.app import create_app
from api.service_settings import ServiceSettings
from graphdb.release import Release
from tests import small
from tests.http.stores import HOSTILE, PUBLISHED, hostile_release, opened, save

HOST = "https://data.example.org"
ATOM = "{http://www.w3.org/2005/Atom}"

BASE: dict[str, Any] = {
    "organizations": {"ice": {"name": "ICE"}, "irs": {}, "cbp": {}},
    "datasets": {"returns": {"operator": "irs", "name": "Tax returns"}, "tecs": {"operator": "cbp", "name": "TECS"}},
    "flows": {"f-tecs": {"from": "tecs", "to": "ice", "evidence": "reported"}},
}


def release(**changes: Any) -> Release:
    return small.release(BASE | changes)


FIRST = release()
SECOND = release(flows=BASE["flows"] | {"f-returns": {"from": "returns", "to": "ice"}})
THIRD = release(flows=BASE["flows"] | {"f-returns": {"from": "returns", "to": "irs"}})
SAME = release(
    flows=BASE["flows"] | {"f-returns": {"from": "returns", "to": "irs"}, "f-other": {"from": "tecs", "to": "irs"}}
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four releases, a day after each other; the last changes nothing in what reaches ICE."""
    return save(tmp_path_factory.mktemp("feeds") / "s.db", FIRST, SECOND, THIRD, SAME)


@pytest.fixture(scope="module")
def client(path: Path) -> TestClient:
    settings = ServiceSettings.unguarded().model_copy(update={"public_address": HOST})
    return TestClient(create_app(opened(path), settings))


def atom(client: TestClient, address: str) -> Any:
    response = client.get(f"/v1/feeds/{address}")
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/atom+xml"
    assert_atom(response.content)
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    assert feed.version == "atom10"
    return feed


def assert_atom(content: bytes) -> None:
    """What RFC 4287 requires of a feed and its entries, and that nothing is fetched from elsewhere."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(content, parser)
    assert root.tag == f"{ATOM}feed"
    assert b"<!DOCTYPE" not in content
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (one,) = element.findall(f"{ATOM}{name}")
            assert one.text
        (updated,) = element.findall(f"{ATOM}updated")
        assert datetime.datetime.fromisoformat(str(updated.text)).tzinfo is not None
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    assert {link.get("href", "")[: len(HOST)] for link in root.iter(f"{ATOM}link")} == {HOST}
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    assert all(str(one).startswith("urn:uuid:") for one in ids)
    assert {element.tag for element in root.iter()} <= {
        f"{ATOM}{name}"
        for name in (
            *("feed", "id", "title", "subtitle", "updated", "author", "name", "link", "entry", "published", "content"),
        )
    }


def test_releases_are_entries_with_what_changed(client: TestClient) -> None:
    feed = atom(client, "releases.atom")
    assert [entry.title for entry in feed.entries] == [
        f"Release {one.name[:12]}" for one in (SAME, THIRD, SECOND, FIRST)
    ]
    assert "1 was added. 1 origin now reaches ICE: Tax returns." in feed.entries[2].summary
    assert "The first release." in feed.entries[3].summary
    days = [entry.updated for entry in feed.entries]
    assert days == [(PUBLISHED + datetime.timedelta(days=at)).isoformat() for at in (3, 2, 1, 0)]
    assert feed.feed.updated == days[0]


def test_an_answer_has_an_entry_only_where_it_changed(client: TestClient) -> None:
    feed = atom(client, "reach/ice.atom")
    assert [entry.title for entry in feed.entries] == [
        "No longer known to reach ICE: Tax returns",
        "Newly known to reach ICE: Tax returns",
        "What reaches ICE: the first answer",
    ]
    assert (
        "Tax returns: no route to ICE is known any more (it was documented); that does not mean"
        in feed.entries[0].summary
    )
    assert "Tax returns: a route to ICE is known now (documented)." in feed.entries[1].summary
    assert "open routes are known from 1 database to ICE" in feed.entries[2].summary


def test_the_address_of_an_entry_gives_what_it_tells(client: TestClient) -> None:
    for entry in atom(client, "reach/ice.atom").entries[:2]:
        answer = client.get(entry.link.removeprefix(HOST)).json()
        assert answer["sentence"] in entry.summary
        assert [change["origin"]["id"] for change in answer["answers"]] == ["returns"]


def test_json_feed_holds_the_same(client: TestClient) -> None:
    for address in ("releases", "reach/ice"):
        response = client.get(f"/v1/feeds/{address}.json")
        assert response.headers["content-type"] == "application/feed+json"
        told, feed = response.json(), atom(client, f"{address}.atom")
        assert told.keys() == {
            *("version", "title", "description", "home_page_url", "feed_url", "language", "authors", "items"),
        }
        assert told["version"] == "https://jsonfeed.org/version/1.1"
        assert client.get(told["feed_url"].removeprefix(HOST)).json() == told
        assert [(one["id"], one["title"], one["url"], one["date_published"]) for one in told["items"]] == [
            (entry.id, entry.title, entry.link, entry.updated) for entry in feed.entries
        ]
        assert [one["content_text"].split("\n\n")[0] for one in told["items"]] == [
            entry.summary.split("\n\n")[0] for entry in feed.entries
        ]


def test_a_feed_is_the_same_for_every_reader_until_something_changes(client: TestClient, path: Path) -> None:
    first = client.get("/v1/feeds/reach/ice.atom")
    again = TestClient(
        create_app(opened(path), ServiceSettings.unguarded().model_copy(update={"public_address": HOST}))
    ).get("/v1/feeds/reach/ice.atom")
    assert again.content == first.content
    assert again.headers["last-modified"] == "Thu, 26 Nov 2026 12:00:00 GMT"
    same = client.get("/v1/feeds/reach/ice.atom", headers={"If-None-Match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")


def test_another_question_is_another_feed(client: TestClient) -> None:
    flowing, held = atom(client, "reach/ice.atom"), atom(client, "reach/ice.atom?question=held")
    assert flowing.feed.id != held.feed.id
    assert not {entry.id for entry in flowing.entries} & {entry.id for entry in held.entries}


def test_a_target_that_came_later_has_a_feed_from_then_on(tmp_path: Path) -> None:
    early = small.release({"organizations": {"irs": {}}})
    with TestClient(create_app(opened(save(tmp_path / "s.db", early, FIRST)))) as own:
        told = own.get("/v1/feeds/reach/ice.json").json()
        assert [item["title"] for item in told["items"]] == ["Newly known to reach ICE: TECS"]
        assert len(own.get("/v1/feeds/releases.json").json()["items"]) == 2


def test_what_cannot_be_followed_is_a_problem(client: TestClient) -> None:
    for address, status in (
        ("reach/icee.atom", 404),
        ("reach/ice.atom?question=soon", 400),
        ("reach/ice.atom?no_such=1", 400),
        ("releases.atom?no_such=1", 400),
        ("reach/ice.rss", 404),
    ):
        response = client.get(f"/v1/feeds/{address}")
        assert response.status_code == status, (address, response.text)
        assert response.headers["content-type"] == "application/problem+json"


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    empty = small.release({"organizations": {"ice": {}}})
    settings = ServiceSettings.unguarded().model_copy(update={"public_address": HOST})
    with TestClient(create_app(opened(save(tmp_path / "s.db", empty, hostile_release())), settings)) as own:
        feed = atom(own, "reach/ice.atom")
        assert r"\x1b[31m[bold]\u202eevil" in feed.entries[0].title
        text = own.get("/v1/feeds/reach/ice.json").text
        assert HOSTILE not in json.dumps(json.loads(text), ensure_ascii=False)
        assert r"\x1b" in json.loads(text)["items"][0]["title"]
