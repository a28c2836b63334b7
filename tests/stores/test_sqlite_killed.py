"""Writers that are killed, and writers that come at the same time."""

import datetime
import itertools
import random
import sqlite3
import time
from pathlib import Path

import pytest

from graphdb.release import Release
from graphdb.stores.files import write_files
from graphdb.stores.sqlite import SqliteStore

from .processes import start_saving, wait_for
from .small_releases import CHANGED, FULL, many

NOW = datetime.datetime.now(datetime.UTC)


def export(tmp_path: Path, *releases: Release) -> list[Path]:
    folders = [tmp_path / f"export-{number}" for number in range(len(releases))]
    for release, folder in zip(releases, folders, strict=True):
        write_files(release, folder)
    return folders


def assert_whole(path: Path, releases: dict[str, Release]) -> None:
    """The store holds only releases that were saved, each one whole, and its plain tables are of the current one."""
    store = SqliteStore(path)
    infos = store.releases()
    for name in {info.name for info in infos}:
        assert store.load(name) == releases[name]
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        ids = [row[0] for row in connection.execute("SELECT id FROM organizations ORDER BY id")]
        assert ids == [record.id for record in store.load().of_kind("organization")]
    finally:
        connection.close()


@pytest.mark.parametrize("seed", range(20))
def test_a_killed_writer_leaves_whole_releases(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "store.sqlite"
    releases = [many(300, "one"), many(310, "two"), FULL]
    known = {release.name: release for release in [*releases, CHANGED]}
    SqliteStore(path, create=True).save(CHANGED, NOW)
    process = start_saving(path, 0, export(tmp_path, *releases))
    time.sleep(random.Random(seed).uniform(0, 0.2))  # noqa: S311 (the moment of the kill)
    process.kill()
    assert wait_for(process) == -9
    assert_whole(path, known)
    SqliteStore(path).save(releases[0], NOW)
    SqliteStore(path).save(CHANGED, NOW)
    assert SqliteStore(path).load() == CHANGED
    assert_whole(path, known)


@pytest.mark.parametrize("seed", range(5))
def test_a_killed_first_save_leaves_no_store_or_a_whole_one(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "store.sqlite"
    release = many(2000, "one")
    process = start_saving(path, 1, export(tmp_path, release))
    time.sleep(random.Random(seed).uniform(0, 0.2))  # noqa: S311 (the moment of the kill)
    process.kill()
    wait_for(process)
    if path.exists():
        assert_whole(path, {release.name: release})
    SqliteStore(path, create=True).save(FULL, NOW)
    assert SqliteStore(path).load() == FULL


def test_two_writers_at_once(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    releases = [many(50, "one"), many(60, "two")]
    folders = export(tmp_path, *releases)
    writers = [start_saving(path, 10, folders), start_saving(path, 10, folders[::-1])]
    assert [wait_for(writer) for writer in writers] == [0, 0]
    names = [info.name for info in SqliteStore(path).releases()]
    assert set(names) == {release.name for release in releases}
    assert all(before != after for before, after in itertools.pairwise(names))
    assert_whole(path, {release.name: release for release in releases})
