"""The data package loads into a real server without us, both ways, and is what the store shows."""

import datetime
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphdb.model import Organization, OrganizationKind
from graphdb.release import Release
from graphdb.stores import open_store
from graphdb.stores.neo4j_package import write_package
from ingest.run import run_ingest
from tests.neo4j.server import Server, new_server, shared_server
from tests.stores.small_releases import EVERYTHING

NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
NAMES = [
    "a\\u0022; MATCH (n) DETACH DELETE n //",
    "\\",
    "\\\\u0022",
    "a\";\nb'; c, d",
    'it"s "" `x` $y {z}',
    "tab\tand \u2028 and 😀 é",
    "uu\\uu",
    "-5",
    " padded ",
    "true",
]


def every_node_and_relationship(server: Server) -> tuple[list[str], list[str]]:
    nodes = server.run("MATCH (n:DataReach) RETURN labels(n) AS labels, properties(n) AS p")
    between = server.run(
        "MATCH (a:DataReach)-[r]->(b:DataReach) RETURN a.key AS a, type(r) AS t, b.key AS b, properties(r) AS p"
    )
    for row in nodes:
        row["labels"] = sorted(row["labels"])  # type: ignore[call-overload]
        row["p"].pop("version", None)  # type: ignore[attr-defined]
    return sorted(repr(sorted_row(row)) for row in nodes), sorted(repr(sorted_row(row)) for row in between)


def sorted_row(row: dict[str, object]) -> list[object]:
    return [sorted(value.items()) if isinstance(value, dict) else value for value in row.values()]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The curated facts, every kind of record, and names that try to break out."""
    with open_store(str(tmp_path_factory.mktemp("facts") / "store.sqlite"), create=True) as store:
        run_ingest(store, facts=None, plan_only=False, allow_loss=False, now=NOW, as_of=NOW.date())
        facts = store.load().records
    taken = {record.id for record in facts}
    kind = OrganizationKind.company
    odd = [
        Organization(id=f"odd-{number}", name=name, kind=kind, note=name, aliases=(name, "b"), sources=())
        for number, name in enumerate(NAMES)
    ]
    return Release.of([*facts, *odd, *(record for record in EVERYTHING if record.id not in taken)])


@pytest.fixture(scope="module")
def wanted(release: Release) -> tuple[list[str], list[str]]:
    with shared_server().empty_store() as store:
        store.save(release, NOW)
    return every_node_and_relationship(shared_server())


@pytest.fixture
def package(release: Release, tmp_path: Path) -> Iterator[Path]:
    write_package(release, tmp_path / "package")
    yield tmp_path / "package"
    shutil.rmtree(tmp_path / "package")


def test_the_script(package: Path, wanted: tuple[list[str], list[str]]) -> None:
    server = shared_server()
    server.empty_store().close()
    for statement in (package / "load.cypher").read_text(encoding="utf-8").split(";\n"):
        if statement:
            server.run(statement)
    assert every_node_and_relationship(server) == wanted


def test_the_import(package: Path, wanted: tuple[list[str], list[str]]) -> None:
    server = new_server()
    server.stop()
    told = next(
        line for line in (package / "README.md").read_text().splitlines() if "neo4j-admin database import" in line
    )
    arguments = told.split("neo4j-admin", 1)[1].split()
    shutil.rmtree(server.folder / "data" / "databases")
    shutil.rmtree(server.folder / "data" / "transactions")
    admin = Path(__file__).with_name("admin.sh")
    subprocess.run(
        [str(admin), str(server.folder), *arguments], cwd=package, check=True, capture_output=True, env=os.environ
    )
    server.start()
    assert every_node_and_relationship(server) == wanted
    server.kill()
