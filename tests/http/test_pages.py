"""Every kind of page over the real facts answers, also for the records that nobody thought of."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests import real_facts

AT = f"as_of={real_facts.TODAY}"
ORIGINS = [row.origin.id for row in real_facts.reach_ice("ever").organizations + real_facts.reach_ice("ever").datasets]


@pytest.fixture(scope="module")
def paths(client: TestClient) -> list[str]:
    """Every page that the map of the site names."""
    return re.findall(r"<loc>http://testserver([^<]+)</loc>", client.get("/sitemap.xml").text)


def test_the_map_of_the_site_names_every_record_and_dataset(paths: list[str]) -> None:
    assert len(paths) == len(set(paths))
    assert {path for path in paths if path.startswith("/record/")} == {
        f"/record/{id_}" for id_ in real_facts.graph().records
    }
    assert {"/", "/about", "/published", "/corrections", "/time/ice", "/how/tmsis/ice"} <= set(paths)


def test_its_pages_answer(client: TestClient, paths: list[str]) -> None:
    """All but records, of which each run asks for a part, spread over the whole list."""
    records = [path for path in paths if path.startswith("/record/")]
    for path in [*(path for path in paths if path not in set(records)), *records[::17]]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "<h1>" in answer.text


@pytest.mark.parametrize("origin", ORIGINS[::3])
def test_every_origin_has_its_pages(client: TestClient, origin: str) -> None:
    for path in (f"/how/{origin}/ice?{AT}", f"/?from={origin}&question=ever&{AT}", f"/time/ice?origin={origin}&{AT}"):
        assert client.get(path).status_code == 200, path


def test_robots_may_read_pages_and_no_searches(app: FastAPI, client: TestClient) -> None:
    said = client.get("/robots.txt").text
    assert "Sitemap: http://testserver/sitemap.xml" in said
    assert "Disallow: /find" in said
    assert app.openapi()["paths"].keys().isdisjoint({"/", "/find", "/oembed"})
