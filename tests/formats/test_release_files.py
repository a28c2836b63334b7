"""A whole release as Parquet and as a SQLite file."""

import contextlib
import datetime
import sqlite3
from pathlib import Path
from typing import Any

import pyarrow.parquet  # type: ignore[import-untyped]
import pytest

from graphdb.errors import StoreFailed, StoreNotOurs
from graphdb.release import Release
from graphdb.stores import open_store
from graphdb.stores.parquet import parquet_files, write_parquet
from graphdb.stores.readable import TABLES
from graphdb.stores.sqlite import write_sqlite
from tests import real_facts
from tests.cli.conftest import Run, real_store, run  # noqa: F401 - fixtures
from tests.stores.small_releases import EVERYTHING

NOW = datetime.datetime(2026, 11, 24, 23, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=-5)))


@pytest.fixture(scope="module", params=["real facts", "a record of every kind", "nothing"])
def release(request: pytest.FixtureRequest) -> Release:
    records = {"a record of every kind": EVERYTHING, "nothing": ()}
    return Release.of(records[request.param]) if request.param in records else real_facts.graph().release


def test_parquet_holds_the_tables_of_the_sqlite_file(release: Release, tmp_path: Path) -> None:
    write_sqlite(release, NOW, tmp_path / "one.db")
    write_parquet(release, NOW, tmp_path / "tables")
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {f"{table.name}.parquet" for table in TABLES}
    with contextlib.closing(sqlite3.connect(tmp_path / "one.db")) as connection:
        for table in TABLES:
            read: Any = pyarrow.parquet.read_table(tmp_path / "tables" / f"{table.name}.parquet")
            names = [column[1] for column in connection.execute(f"PRAGMA table_info({table.name})")]
            assert read.column_names == names
            wanted = connection.execute(f"SELECT * FROM {table.name} ORDER BY rowid").fetchall()  # noqa: S608
            assert [tuple(row.values()) for row in read.to_pylist()] == wanted
            assert read.schema.metadata[b"datareach_release"].decode() == release.name
            assert read.schema.metadata[b"datareach_published"] == b"2026-11-25", "days are of UTC"
            needed = {field.name for field in read.schema if not field.nullable}
            assert needed == {
                column[1] for column in connection.execute(f"PRAGMA table_info({table.name})") if column[3]
            } | ({"id"} if names[0] == "id" else set())


def test_truths_are_truths() -> None:
    read: Any = pyarrow.parquet.read_table(
        pyarrow.BufferReader(parquet_files(real_facts.graph().release, NOW.date())["reach_ice.parquet"])
    )
    assert {field.name for field in read.schema if field.type == pyarrow.bool_()} == {"sure", "disputed"}


def test_the_sqlite_file_is_a_store_with_that_release_alone(release: Release, tmp_path: Path) -> None:
    write_sqlite(release, NOW, tmp_path / "one.db")
    assert {path.name for path in tmp_path.iterdir()} == {"one.db"}
    with open_store(str(tmp_path / "one.db")) as store:
        assert store.load().name == release.name
        assert [info.published for info in store.releases()] == [NOW]


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    place = tmp_path / "here"
    place.mkdir()
    release = Release.of(EVERYTHING)
    with pytest.raises(StoreNotOurs):
        write_parquet(release, NOW, place)
    with pytest.raises(StoreNotOurs):
        write_sqlite(release, NOW, place)
    with pytest.raises(StoreFailed):
        write_parquet(release, NOW, tmp_path / "missing" / "place")
    assert list(tmp_path.iterdir()) == [place]
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("name", ["parquet", "sqlite", "jsonl"])
def test_the_command_exports_a_release(name: str, run: Run, tmp_path: Path) -> None:  # noqa: F811 - a fixture
    result = run("export", "out", "--format", name)
    assert result.exit_code == 0, result.stderr
    if name == "sqlite":
        with open_store(str(tmp_path / "out")) as store:
            assert store.load().name == real_facts.graph().name
    again = run("export", "out", "--format", name)
    assert (again.exit_code == 0) == (name == "jsonl"), "only its own folder is replaced"


def test_an_answer_is_written_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "brief.md").write_text("before")
    assert run("reach", "ice", "--format", "md", "--output", "brief.md").exit_code == 0
    assert (tmp_path / "brief.md").read_text(encoding="utf-8").startswith("# Which databases reach")
    assert run("reach", "ice", "--format", "pdf", "--output", "brief.pdf").exit_code != 0
    assert run("reach", "ice", "--output", "brief.pdf").exit_code == 2
    assert run("reach", "ice", "--csv", "--format", "md").exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["brief.md"]
