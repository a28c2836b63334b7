"""The SQLite store: whose file it is, what it leaves behind, and what happens when the disk or the rights say no."""

import datetime
import hashlib
import resource
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphdb.errors import (
    BadFacts,
    BadParameter,
    DataReachError,
    StoreBusy,
    StoreFailed,
    StoreMissing,
    StoreNotOurs,
)
from graphdb.model import Organization, OrganizationKind
from graphdb.release import Release, canonical_line
from graphdb.stores import open_store, schema
from graphdb.stores.sqlite import SqliteStore

from .processes import become_nobody, in_a_child
from .small_releases import CHANGED, DHS, FLOW, FULL, ICE, PLACES, many

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a store? #1 100%.sqlite"


@pytest.fixture
def saved(path: Path) -> Path:
    SqliteStore(path, create=True).save(PLACES, NOON)
    return path


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can enter, which those of pytest are not."""
    folder = Path(tempfile.mkdtemp(prefix="store-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def failure(path: Path, release: Release = CHANGED) -> str:
    """What a save says that must fail, with its code."""
    try:
        SqliteStore(path, create=True, busy_seconds=0.1).save(release, NOON)
    except DataReachError as error:
        return f"{error.code}: {error.message}"
    return "saved"


def test_no_file(path: Path) -> None:
    with pytest.raises(StoreMissing) as caught:
        SqliteStore(path)
    assert str(path) in caught.value.message
    assert "datareach ingest" in caught.value.hint


def test_a_file_that_goes_away(saved: Path) -> None:
    store = SqliteStore(saved)
    for file in saved.parent.iterdir():
        file.unlink()
    for act in (store.load, store.releases, lambda: store.save(CHANGED, NOON)):
        with pytest.raises(StoreMissing):
            act()


def test_opening_makes_no_file(path: Path) -> None:
    assert SqliteStore(path, create=True).releases() == ()
    assert list(path.parent.iterdir()) == []


def test_the_file_is_whole_and_alone_after_every_save(saved: Path, tmp_path: Path) -> None:
    assert list(saved.parent.iterdir()) == [saved]
    SqliteStore(saved).save(CHANGED, NOON)
    shutil.copyfile(saved, tmp_path / "copy.sqlite")
    assert SqliteStore(tmp_path / "copy.sqlite").load() == CHANGED
    assert SqliteStore(tmp_path / "copy.sqlite").load(PLACES.name) == PLACES


def test_a_record_version_is_kept_once(saved: Path) -> None:
    SqliteStore(saved).save(CHANGED, NOON)
    SqliteStore(saved).save(FULL, NOON)
    with sqlite3.connect(saved) as connection:
        lines = [line for (line,) in connection.execute("SELECT line FROM _record")]
    connection.close()
    assert sorted(lines) == sorted({*PLACES.lines(), *CHANGED.lines(), *FULL.lines()})


def foreign_database(path: Path, pragma: str = "PRAGMA application_id = 7") -> None:
    connection = sqlite3.connect(path)
    connection.execute(pragma)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE letters (text)")
    connection.commit()
    connection.close()


def empty_database(path: Path) -> None:
    foreign_database(path, "PRAGMA application_id = 0")


def newer_store(path: Path) -> None:
    SqliteStore(path, create=True).save(PLACES, NOON)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}")
    connection.close()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (foreign_database, "is not a datareach store"),
        (empty_database, "is not a datareach store"),
        (newer_store, "newer version"),
        (lambda path: path.write_text("Dear reader"), "is not a datareach store"),
        (lambda path: path.write_bytes(b""), "is not a datareach store"),
        (lambda path: path.write_bytes(b"SQLite format 3\0"), "is not a datareach store"),
    ],
)
def test_a_file_that_is_not_ours_stays_as_it_is(path: Path, make: object, told: str) -> None:
    make(path)  # type: ignore[operator]
    before = {file: file.read_bytes() for file in path.parent.iterdir()}
    for create in (False, True):
        with pytest.raises(StoreNotOurs, match=told) as caught:
            SqliteStore(path, create=create)
        assert str(path) in caught.value.message
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == before


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreFailed, match="it is a folder"):
        SqliteStore(tmp_path)


@pytest.mark.parametrize(
    ("place", "told"), [("missing/store.sqlite", "folder does not exist"), ("file/store.sqlite", "folder is a file")]
)
def test_no_folder_to_save_in(tmp_path: Path, place: str, told: str) -> None:
    (tmp_path / "file").write_text("")
    assert told in failure(tmp_path / place)


def test_another_writer_holds_the_store(saved: Path) -> None:
    other = sqlite3.connect(saved, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store = SqliteStore(saved, busy_seconds=0.05)
    with pytest.raises(StoreBusy) as caught:
        store.save(CHANGED, NOON)
    assert str(saved) in caught.value.message
    assert caught.value.hint
    assert store.load() == PLACES
    other.execute("ROLLBACK")
    other.close()
    store.save(CHANGED, NOON)
    assert store.load() == CHANGED


def test_a_reader_in_the_middle_does_not_stop_a_save(saved: Path) -> None:
    reader = sqlite3.connect(saved, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM organizations").fetchone() == (3,)
    store = SqliteStore(saved, busy_seconds=0.05)
    store.save(FULL, NOON)
    assert store.load() == FULL
    assert reader.execute("SELECT count(*) FROM organizations").fetchone() == (3,)
    reader.close()


def test_a_damaged_record_is_not_given_out(saved: Path) -> None:
    connection = sqlite3.connect(saved)
    connection.execute("UPDATE _record SET line = replace(line, 'Internal', 'Infernal')")
    connection.commit()
    connection.close()
    with pytest.raises(StoreFailed, match="damaged") as caught:
        SqliteStore(saved).load()
    assert str(saved) in caught.value.message


def test_damaged_pages(saved: Path) -> None:
    content = saved.read_bytes()
    saved.write_bytes(content[:4096] + b"\x5a" * (len(content) - 4096))
    store = SqliteStore(saved)
    for act in (store.load, store.releases, lambda: store.search("ice"), lambda: store.save(CHANGED, NOON)):
        with pytest.raises(StoreFailed):
            act()


def test_a_file_cut_off(saved: Path) -> None:
    saved.write_bytes(saved.read_bytes()[:8192])
    with pytest.raises(StoreFailed):
        SqliteStore(saved).load()


def test_a_record_of_a_newer_version(path: Path) -> None:
    store = SqliteStore(path, create=True)
    store.save(Release.of([DHS]), NOON)
    line = canonical_line(DHS).replace('"id":', '"future":1,"id":')
    name = Release.of([DHS]).name
    connection = sqlite3.connect(path)
    connection.execute("UPDATE _record SET line = ?", [line])
    newer = hashlib.sha256(line.encode() + b"\n").hexdigest()
    connection.execute("UPDATE _release SET name = ? WHERE name = ?", [newer, name])
    connection.commit()
    connection.close()
    with pytest.raises(StoreFailed, match="this version of datareach cannot read"):
        store.load()


def test_a_release_that_names_what_it_does_not_hold(saved: Path) -> None:
    store = SqliteStore(saved)
    with pytest.raises(BadFacts) as caught:
        store.save(Release.of([ICE, FLOW]), NOON)
    assert "organizations ice: parent dhs is not among the organizations" in caught.value.report
    assert "flows f-irs-ice: source irs-address-records is not among the places" in caught.value.report
    assert store.load() == PLACES
    assert len(store.releases()) == 1


def test_a_release_that_holds_an_id_twice(saved: Path, tmp_path: Path) -> None:
    other = Organization(id="dhs", name="Another", kind=OrganizationKind.company, sources=())
    with pytest.raises(BadFacts):
        SqliteStore(saved).save(Release.of([DHS, other]), NOON)
    assert SqliteStore(saved).load() == PLACES
    with pytest.raises(BadFacts):
        SqliteStore(tmp_path / "new.sqlite", create=True).save(Release.of([DHS, other]), NOON)
    assert list(tmp_path.glob("*new*")) == []


@pytest.mark.parametrize("first", [True, False])
def test_a_full_disk(tmp_path: Path, first: bool) -> None:
    path = tmp_path / "store.sqlite"
    if not first:
        SqliteStore(path, create=True).save(PLACES, NOON)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    room = 200_000

    def less_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    said = in_a_child(less_room, lambda: failure(path, many(3000, "x" * 200)))
    assert said.startswith(f"store_failed: {path} cannot be ")
    if first:
        assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    else:
        assert SqliteStore(path).load() == PLACES
    SqliteStore(path, create=True).save(CHANGED, NOON)
    assert SqliteStore(path).load() == CHANGED


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("mounting a tmpfs needs the rights of the superuser")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    path = small_disk / "store.sqlite"
    assert failure(path, many(6000, "x" * 200)) == f"store_failed: {path} cannot be written: the disk is full."
    assert list(small_disk.iterdir()) == []
    SqliteStore(path, create=True).save(PLACES, NOON)
    assert failure(path, many(6000, "x" * 200)) == f"store_failed: {path} cannot be written: the disk is full."
    assert SqliteStore(path).load() == PLACES
    SqliteStore(path).save(CHANGED, NOON)
    assert SqliteStore(path).load() == CHANGED


def test_a_read_only_disk(small_disk: Path) -> None:
    path = small_disk / "store.sqlite"
    SqliteStore(path, create=True).save(PLACES, NOON)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    store = SqliteStore(path)
    assert store.load() == PLACES
    assert [hit.id for hit in store.search("customs")] == ["ice"]
    assert "read-only" in failure(path)
    assert "read-only" in failure(small_disk / "new.sqlite")


def read_as_nobody(path: Path) -> str:
    store = SqliteStore(path)
    return store.load().name + "".join(hit.id for hit in store.search("customs"))


def test_a_read_only_folder_is_read_and_not_written(open_folder: Path) -> None:
    path = open_folder / "store.sqlite"
    SqliteStore(path, create=True).save(PLACES, NOON)
    open_folder.chmod(0o555)
    path.chmod(0o444)
    assert in_a_child(become_nobody, lambda: read_as_nobody(path)) == PLACES.name + "ice"
    assert in_a_child(become_nobody, lambda: failure(path)) == (
        f"store_failed: {path} cannot be written: it or its folder is read-only."
    )
    said = in_a_child(become_nobody, lambda: failure(open_folder / "new.sqlite"))
    assert said == f"store_failed: {open_folder / 'new.sqlite'} cannot be used: permission denied."
    assert {file.name for file in open_folder.iterdir()} == {"store.sqlite"}


def test_a_read_only_file_in_a_writable_folder(open_folder: Path) -> None:
    path = open_folder / "store.sqlite"
    SqliteStore(path, create=True).save(PLACES, NOON)
    path.chmod(0o444)
    open_folder.chmod(0o777)
    assert in_a_child(become_nobody, lambda: read_as_nobody(path)) == PLACES.name + "ice"
    assert "read-only" in in_a_child(become_nobody, lambda: failure(path))
    assert SqliteStore(path).load() == PLACES


def test_a_file_that_may_not_be_read(open_folder: Path) -> None:
    path = open_folder / "store.sqlite"
    SqliteStore(path, create=True).save(PLACES, NOON)
    path.chmod(0o000)
    said = in_a_child(become_nobody, lambda: failure(path))
    assert said == f"store_failed: {path} cannot be used: permission denied."


@pytest.mark.parametrize("setting", ["", " ", "https://localhost", "ftp://host:7687", "sqlite:///x", "a\0b"])
def test_settings_that_name_no_file(setting: str) -> None:
    with pytest.raises(BadParameter):
        open_store(setting, create=True)


def test_a_setting_that_names_a_file(path: Path) -> None:
    open_store(str(path), create=True).save(PLACES, NOON)
    assert open_store(str(path)).load() == PLACES
