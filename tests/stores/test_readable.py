"""The plain tables of the current release: their rows, their references, and that Datasette shows them."""

import datetime
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphdb.release import Release
from graphdb.stores.readable import TABLES, VIEWS, dangling
from graphdb.stores.sqlite import SqliteStore

from .small_releases import CHANGED, FULL

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    SqliteStore(tmp_path / "store.sqlite", create=True).save(FULL, NOON)
    return tmp_path / "store.sqlite"


@pytest.fixture
def connection(saved: Path) -> Iterator[sqlite3.Connection]:
    one = sqlite3.connect(saved)
    one.row_factory = sqlite3.Row
    yield one
    one.close()


def rows(release: Release, name: str) -> set[tuple[str | int | None, ...]]:
    (table,) = (table for table in TABLES if table.name == name)
    return set(table.make_rows(release, NOON.date()))


def test_every_value_has_a_column() -> None:
    for table in TABLES:
        made = list(table.make_rows(FULL, NOON.date()))
        assert made, table.name
        assert {len(row) for row in made} == {len(table.columns)}, table.name


def test_every_reference_holds() -> None:
    assert list(dangling({table.name: list(table.make_rows(FULL, NOON.date())) for table in TABLES})) == []


def test_rows_of_small_tables() -> None:
    assert rows(FULL, "places") == {
        ("dhs", "Department of Homeland Security", "dhs", None),
        ("ice", "Immigration and Customs Enforcement", "ice", None),
        ("irs", "Internal Revenue Service", "irs", None),
        ("dc-circuit", "D.C. Circuit", "dc-circuit", None),
        ("irs-address-records", "Taxpayer addresses", None, "irs-address-records"),
        ("ice-request-list", "ICE request list", None, "ice-request-list"),
    }
    assert rows(FULL, "flow_history") == {
        ("f-irs-ice", 1, "2025-08", "active", True, "First match.", None),
        ("f-ice-list", 1, "2025", "active", False, None, None),
    }
    assert rows(FULL, "agreement_history") == {
        ("agr-irs-ice", 1, "2025-04-07", "in_force", False, None, None),
        ("agr-irs-ice", 2, "2025-11-21", "enjoined", False, None, "case-addresses"),
    }
    assert rows(FULL, "flow_onward_of") == {("f-ice-list", "f-irs-ice")}
    assert rows(FULL, "flow_categories") == {("f-irs-ice", "home_address")}
    assert rows(FULL, "flow_no_longer_bound") == {("f-irs-ice", "irc-6103")}
    assert rows(FULL, "dataset_laws") == {("irs-address-records", "irc-6103")}
    assert rows(FULL, "agreement_parties") == {("agr-irs-ice", "ice"), ("agr-irs-ice", "irs")}
    assert rows(FULL, "legal_events") == {("case-addresses", 1, "2025-11-21", "Stay of the agreement.", "enjoins")}
    assert rows(FULL, "legal_event_affects") == {
        ("case-addresses", 1, "agr-irs-ice", None, "agr-irs-ice"),
        ("case-addresses", 1, "f-irs-ice", "f-irs-ice", None),
    }
    assert rows(FULL, "legal_action_about") == {
        ("case-addresses", "agr-irs-ice", None, "agr-irs-ice", None),
        ("case-addresses", "f-irs-ice", "f-irs-ice", None, None),
        ("case-addresses", "irs-address-records", None, None, "irs-address-records"),
    }
    assert rows(FULL, "disputes") == {("f-irs-ice", 1, "f-irs-ice", None, "IRS", "It was lawful.", None)}
    assert rows(FULL, "flow_sources") == {
        ("f-irs-ice", "record", "s-memo"),
        ("f-irs-ice", "record", "s-order"),
        ("f-irs-ice", "dispute 1", "s-memo"),
        ("f-ice-list", "record", "s-memo"),
    }
    assert rows(FULL, "agreement_sources") == {
        ("agr-irs-ice", "record", "s-memo"),
        ("agr-irs-ice", "history 2", "s-order"),
    }
    assert rows(FULL, "dataset_sources") == {
        ("irs-address-records", "record", "s-memo"),
        ("irs-address-records", "people", "s-order"),
        ("ice-request-list", "record", "s-memo"),
    }
    assert rows(FULL, "former_ids") == {
        ("old-list", "ice-request-list", "Renamed.", "2026-01-02"),
        ("us-ice", "ice", None, None),
    }


def test_a_flow_says_its_places_and_agreement(connection: sqlite3.Connection) -> None:
    flow = dict(connection.execute("SELECT * FROM flows WHERE id = 'f-irs-ice'").fetchone())
    assert {key: value for key, value in flow.items() if value is not None} == {
        "id": "f-irs-ice",
        "source": "irs-address-records",
        "source_name": "Taxpayer addresses",
        "target": "ice",
        "target_name": "Immigration and Customs Enforcement",
        "mechanism": "matching",
        "basis": "occurred",
        "evidence": "documented",
        "agreement": "agr-irs-ice",
        "agreement_title": "Memorandum between IRS and ICE",
        "purpose": "Find people with final orders <script>alert(1)</script>",
        "categories_complete": 1,
        "topic": "",
    }


def test_the_file_holds_the_rows_and_their_references(connection: sqlite3.Connection) -> None:
    for table in TABLES:
        written = [tuple(row) for row in connection.execute(f"SELECT * FROM {table.name}")]  # noqa: S608
        assert sorted(map(repr, written)) == sorted(
            repr(tuple(int(value) if isinstance(value, bool) else value for value in row))
            for row in table.make_rows(FULL, NOON.date())
        )
        told = connection.execute("SELECT * FROM pragma_foreign_key_list(?)", [table.name]).fetchall()
        assert {row["from"]: row["table"] for row in told} == table.references
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    names = [row["source_name"] for row in connection.execute("SELECT * FROM flow_evidence WHERE flow = 'f-irs-ice'")]
    assert names == ["Taxpayer addresses"] * 3
    told = [tuple(row) for row in connection.execute("SELECT * FROM releases")]
    assert told == [(1, FULL.name, "2026-03-01T12:00:00+00:00")]


def test_the_tables_are_of_the_current_release_only(saved: Path, connection: sqlite3.Connection) -> None:
    SqliteStore(saved).save(CHANGED, NOON)
    counts = {
        table.name: connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]  # noqa: S608
        for table in TABLES
    }
    assert {name: count for name, count in counts.items() if count} == {
        "organizations": 3,
        "organization_sources": 1,
        "places": 3,
        "sources": 1,
        "former_ids": 1,
    }


def test_plain_nouns_stand_apart_from_what_is_ours(connection: sqlite3.Connection) -> None:
    names = {
        row["name"] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
    }
    plain = {name for name in names if not name.startswith("_")}
    assert plain == {table.name for table in TABLES} | {view.name for view in VIEWS} | {"releases"}


ASK_DATASETTE = """
import asyncio, json, sys
from datasette.app import Datasette

async def ask():
    datasette = Datasette([sys.argv[1]])
    await datasette.invoke_startup()
    flows = (await datasette.client.get("/store/flows.json?_labels=on&_shape=objects&id=f-irs-ice")).json()
    page = await datasette.client.get("/store/flows/f-irs-ice")
    tables = (await datasette.client.get("/store.json")).json()["tables"]
    hidden = sorted(table["name"] for table in tables if not table["hidden"])
    print(json.dumps([flows["rows"], page.status_code, page.text, hidden]))

asyncio.run(ask())
"""


def test_datasette_shows_flows_with_the_names_of_their_places(saved: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", ASK_DATASETTE, str(saved)], capture_output=True, check=True, text=True)
    (flow,), status, page, shown = json.loads(ran.stdout)
    assert flow["source"] == {"value": "irs-address-records", "label": "Taxpayer addresses"}
    assert flow["target"] == {"value": "ice", "label": "Immigration and Customs Enforcement"}
    assert flow["agreement"] == {"value": "agr-irs-ice", "label": "Memorandum between IRS and ICE"}
    assert status == 200
    assert "<script>alert(1)" not in page
    assert {table.name for table in TABLES} <= set(shown)
