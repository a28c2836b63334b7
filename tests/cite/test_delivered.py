"""Citations and bundles over HTTP: the same as on the command line, at the address of the answer."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from api.addressed import answered_at
from api.app import create_app
from api.bundles import bundle, unpack, verify
from api.cli.program import program
from api.service_settings import ServiceSettings
from tests import real_facts
from tests.http.stores import opened, save_real

ADDRESSES = (
    "reach/ice?as_of=2026-11-24",
    "routes/tecs/ice?as_of=2026-11-24",
    "records/tmsis",
    "sources/s-404-claimsearch",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_real(tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="module")
def client(store: Path) -> TestClient:
    settings = ServiceSettings.unguarded().model_copy(update={"public_address": "https://data.example.org"})
    return TestClient(create_app(opened(store), settings))


def suffixed(address: str, suffix: str) -> str:
    path, _, query = address.partition("?")
    return f"/v1/{path}.{suffix}" + (f"?{query}" if query else "")


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_bundle_at_an_address_is_the_one_that_anyone_can_make(client: TestClient, address: str) -> None:
    response = client.get(suffixed(address, "zip"))
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/zip"
    assert response.content == bundle(answered_at(address, lambda _: real_facts.graph()))
    told = verify(response.content, real_facts.graph())
    assert json.loads(unpack(response.content)["answer.json"]) == client.get(told.address).json()


@pytest.mark.parametrize("address", ADDRESSES)
def test_citations_name_where_the_service_is_published(client: TestClient, address: str) -> None:
    items = client.get(suffixed(address, "csl.json")).json()
    assert items[0]["URL"].startswith("https://data.example.org/v1/")
    assert items[0]["issued"] == {"date-parts": [[2026, 11, 24]]}
    assert client.get(items[0]["URL"].removeprefix("https://data.example.org")).status_code == 200
    for suffix in ("bib", "ris"):
        assert items[0]["URL"].split("?")[0] in client.get(suffixed(address, suffix)).text


def test_what_changed_is_cited_with_both_releases(client: TestClient) -> None:
    own = client.get("/v1/changes.csl.json?as_of=2026-11-24").json()[0]
    name = real_facts.graph().name
    assert own["URL"] == f"https://data.example.org/v1/changes?as_of=2026-11-24&before={name}&known_at={name}"
    assert client.get(own["URL"].removeprefix("https://data.example.org")).json()["before"] == name


def test_lists_and_searches_are_not_cited(client: TestClient) -> None:
    for address in ("records.zip", "search.bib?q=ice", "vocabulary.zip", "changes.zip"):
        response = client.get(f"/v1/{address}")
        assert (response.status_code, response.json()["code"]) == (406, "not_acceptable"), address


def test_the_commands_write_and_check_the_same_files(client: TestClient, store: Path, tmp_path: Path) -> None:
    file, runner = tmp_path / "b.zip", CliRunner()

    def run(*arguments: str) -> tuple[int, str]:
        result = runner.invoke(program, ["--store", str(store), *arguments])
        return result.exit_code, result.output

    code, told = run("bundle", ADDRESSES[0], "-o", str(file))
    assert code == 0, told
    assert file.read_bytes() == client.get(suffixed(ADDRESSES[0], "zip")).content
    code, told = run("verify", str(file), "--with-store")
    assert code == 0, told
    assert real_facts.graph().name in told.replace("\n", "")
    file.write_bytes(file.read_bytes().replace(b"query_access", b"direct_login", 1))
    code, told = run("verify", str(file))
    assert code == 4
    assert run("verify", str(tmp_path / "none.zip"))[0] == 2
    for format_ in ("csl.json", "bib", "ris"):
        code, told = run("cite", ADDRESSES[0], "--format", format_, "--host", "https://data.example.org")
        assert (code, told.splitlines()) == (0, client.get(suffixed(ADDRESSES[0], format_)).text.splitlines())
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]
