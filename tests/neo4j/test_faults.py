"""What goes wrong with a server: away, killed, refusing, slow, read-only, used by two at once."""

import datetime
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graphdb.errors import BadFacts, BadParameter, StoreBusy, StoreFailed, StoreMissing
from graphdb.release import Release
from graphdb.stores import open_store
from graphdb.stores.files import write_files
from graphdb.stores.neo4j_connection import Address, Patience
from graphdb.stores.neo4j_shower import Sizes
from graphdb.stores.neo4j_store import Neo4jStore
from tests.neo4j.kills import PATIENT, ROOT, Killing, saving_process, start_saving
from tests.neo4j.server import Server, free_port, new_server, shared_server
from tests.stores.small_releases import CHANGED, EVERYTHING, FULL, PLACES, many

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
AT_ONCE = Patience(read=0, write=0, busy=1)
KILLS = 20


@pytest.fixture
def server() -> Server:
    shared_server().empty_store().close()
    return shared_server()


@pytest.fixture(scope="module")
def other_server() -> Iterator[Server]:
    """A server that tests may kill."""
    one = new_server(heap="512m")
    yield one
    one.kill()


def test_no_server() -> None:
    url = f"neo4j://127.0.0.1:{free_port()}"
    with Neo4jStore.at(url, {"DATAREACH_NEO4J_PASSWORD": "secret-word"}, AT_ONCE) as store:
        for act in (
            store.load,
            store.releases,
            lambda: store.save(FULL, NOON),
            lambda: store.search("ice"),
            store.mend,
        ):
            with pytest.raises(StoreFailed, match="does not answer") as caught:
                act()
            assert "secret-word" not in f"{caught.value.message} {caught.value.hint} {caught.value!r}"


def test_a_server_that_comes_up_later(other_server: Server) -> None:
    """The store is opened while nothing answers, waits with back-off, and needs no restart."""
    with other_server.empty_store() as store:
        store.save(FULL, NOON)
    other_server.stop()
    with other_server.store(Patience(read=60)) as store:
        with other_server.store(AT_ONCE) as hasty, pytest.raises(StoreFailed, match="does not answer"):
            hasty.releases()
        starting = threading.Thread(target=other_server.start)
        starting.start()
        assert store.load() == FULL
        starting.join()


def test_a_wrong_password(server: Server) -> None:
    address = Address(server.url, None, "neo4j", "wrong-word")
    assert "wrong-word" not in f"{address} {address!r}"
    with (
        Neo4jStore(address, AT_ONCE) as store,
        pytest.raises(StoreFailed, match="refuses the user or the password") as told,
    ):
        store.load()
    assert "wrong-word" not in f"{told.value.message} {told.value.hint}"
    with Neo4jStore(Address(server.url, None, "neo4j", None), AT_ONCE) as store, pytest.raises(StoreFailed):
        store.load()


def test_credentials_from_a_file(server: Server, tmp_path: Path) -> None:
    (tmp_path / "password").write_text(f"{server.password}\n")
    environment = {"DATAREACH_NEO4J_PASSWORD_FILE": str(tmp_path / "password")}
    with open_store(server.url, environment=environment) as store:
        store.save(PLACES, NOON)
        assert store.load() == PLACES
    with open_store(f"{server.url}/neo4j", environment=environment) as store:
        assert store.load() == PLACES
    with (
        open_store(f"{server.url}/nothing", environment=environment) as store,
        pytest.raises(StoreFailed, match="database"),
    ):
        store.load()
    with pytest.raises(BadParameter, match="PASSWORD_FILE"):
        open_store(server.url, environment={"DATAREACH_NEO4J_PASSWORD_FILE": str(tmp_path / "missing")})


@pytest.mark.parametrize(
    "setting",
    ["neo4j://me:secret-word@host", "bolt://secret-word@host", "neo4j://", "bolt://host:port", "neo4j://h?secret-word"],
)
def test_an_address_that_is_none(setting: str) -> None:
    with pytest.raises(BadParameter) as caught:
        open_store(setting, environment={})
    assert "secret-word" not in f"{caught.value.message} {caught.value.hint}"


def test_a_read_only_database() -> None:
    """Community edition has no roles: a database that is read-only refuses as a user without rights would be refused."""
    one = new_server()
    with one.store() as store:
        store.save(PLACES, NOON)
        one.stop()
        one.settings = "server.databases.default_to_read_only=true"
        one.start()
        with one.store(AT_ONCE) as other:
            assert other.load() == PLACES
            assert [hit.id for hit in other.search("ice", limit=1)] == ["ice"]
            with pytest.raises(StoreFailed, match="read-only"):
                other.save(FULL, NOON)
            with pytest.raises(StoreFailed, match="read-only"):
                other.prune(1)
            assert other.load() == PLACES
    one.kill()


def test_a_transaction_that_takes_too_long(server: Server) -> None:
    with server.store() as store:
        store.save(PLACES, NOON)
    server.run("MATCH (s:DataReachState {key: 'lock'}) SET s.seen = 1")
    hurried = Patience(read=0, write=0, busy=30, statement=0.001)
    with server.store(hurried) as hasty, pytest.raises(StoreFailed, match="took longer"):
        hasty.save(many(3000, "note"), NOON)
    with server.store() as store:
        assert store.load() == PLACES
        store.save(FULL, NOON)
        assert store.load() == FULL


def test_a_second_ingest_waits_or_is_told(server: Server) -> None:
    with server.store() as first, server.store(AT_ONCE) as second, server.store(Patience(busy=60)) as third:
        first.save(PLACES, NOON)
        with first._connection.holding("lock_take"):
            with pytest.raises(StoreBusy, match="Another ingest"):
                second.save(FULL, NOON)
            assert second.load() == PLACES
            waiting = threading.Thread(target=third.save, args=(FULL, NOON))
            waiting.start()
        waiting.join()
        assert first.load() == FULL


def test_two_first_ingests_at_once() -> None:
    one = new_server()
    faults: list[Exception] = []

    def save(release: Release) -> None:
        try:
            with one.store(Patience(busy=60)) as store:
                store.save(release, NOON)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=save, args=(release,)) for release in (FULL, PLACES, CHANGED)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with one.store() as store:
        assert {info.name for info in store.releases()} == {FULL.name, PLACES.name, CHANGED.name}
        for release in (FULL, PLACES, CHANGED):
            assert store.load(release.name) == release
    one.kill()


def test_a_writer_that_lost_its_lock_does_no_harm(server: Server) -> None:
    """Its connection was cut and another one wrote: its ticket is good no more."""
    with server.store() as first, server.store() as second:
        first.save(PLACES, NOON)

        def intrude(done: int, _total: int) -> None:
            if done == 0:
                server.run("MATCH (s:DataReachState {key: 'state'}) SET s.ticket = 'of another'")

        with pytest.raises(StoreBusy, match="took over"):
            second.save(FULL, NOON, intrude)
        assert first.load() == PLACES
        first.save(CHANGED, NOON)
        assert first.load() == CHANGED


@pytest.mark.parametrize("records", [(*EVERYTHING, EVERYTHING[0]), EVERYTHING[1:]], ids=["twice", "lost"])
def test_a_release_with_faults_is_refused_and_leaves_nothing(server: Server, records: tuple[object, ...]) -> None:
    with server.store() as store:
        store.save(PLACES, NOON)
        with pytest.raises(BadFacts):
            store.save(Release.of(records), NOON)  # type: ignore[arg-type]
        assert store.load() == PLACES
        store.save(FULL, NOON)
        assert store.load() == FULL


def test_a_damaged_release_is_noticed(server: Server) -> None:
    with server.store() as store:
        store.save(FULL, NOON)
        server.run("MATCH (v:DataReachVersion {id: 'ice'}) SET v.line = replace(v.line, 'Customs', 'Custard')")
        with pytest.raises(StoreFailed, match="is damaged"):
            store.load()


def test_prune(server: Server) -> None:
    with server.store(sizes=Sizes(versions=2)) as store:
        assert store.prune(1) == 0
        for number, release in enumerate((PLACES, CHANGED, FULL, PLACES), 1):
            store.save(release, NOON.replace(day=number))
        # Space grows with what changed: an unchanged record is kept once.
        (kept,) = server.run("MATCH (v:DataReachVersion {id: 'ice'}) RETURN count(v) AS n")
        assert kept == {"n": 1}
        assert store.prune(2) == 2
        assert [info.name for info in store.releases()] == [PLACES.name, FULL.name]
        assert store.load() == PLACES
        assert store.load(FULL.name) == FULL
        assert store.prune(1) == 1
        rows = server.run("MATCH (v:DataReachVersion) RETURN v.id AS id")
        assert sorted(str(row["id"]) for row in rows) == sorted(record.id for record in PLACES.records)
        assert store.load() == PLACES
        with pytest.raises(BadParameter):
            store.prune(0)
    server.run("MATCH (n) DETACH DELETE n")
    with server.store() as store, pytest.raises(StoreMissing):
        store.load()


def test_an_ingest_goes_on_after_the_connection_was_cut(other_server: Server, tmp_path: Path) -> None:
    """The server is killed and started again while a process saves: the process gets over it."""
    other_server.empty_store().close()
    write_files(many(2000, "note"), tmp_path / "one")
    process = saving_process(other_server, "1", str(tmp_path / "one"))
    start_saving(process)
    while not other_server.run("MATCH (v:DataReachVersion) RETURN v LIMIT 1"):
        pass
    other_server.kill()
    other_server.start()
    assert process.stdout is not None
    assert process.stdout.read() == "saved\n"
    with process:
        assert process.wait(timeout=60) == 0
    with other_server.store(PATIENT) as store:
        assert store.load() == many(2000, "note")


def test_killed_at_random_moments(tmp_path: Path) -> None:
    """The saving process and, beside it on a server of its own, the server."""

    def kill(what: str) -> int:
        server = new_server(heap="512m")
        (tmp_path / what).mkdir()
        with Killing(server, tmp_path / what) as killing:
            for _ in range(KILLS):
                killing.kill(what)
        server.kill()
        return killing.found.total()

    with ThreadPoolExecutor() as both:
        assert list(both.map(kill, ("process", "server"))) == [KILLS, KILLS]


def test_the_command_line(server: Server) -> None:
    """The usual commands over a server, and the command that forgets."""
    environment = os.environ | server.environment | {"DATAREACH_STORE": server.url, "PYTHONPATH": str(ROOT)}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-c", "from api.cli import main; main()", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=ROOT)
        assert server.password not in done.stdout + done.stderr
        return done.stdout

    with server.store() as store:
        for number, release in enumerate((PLACES, FULL, CHANGED), 1):
            store.save(release, NOON.replace(day=number))
    assert run("releases").count("UTC") == 3
    assert run("prune", "--keep", "2") == "1 publication forgotten.\n"
    assert run("releases").count("UTC") == 2
    assert "ice" in run("search", "ice")


def test_what_an_ingest_that_was_cut_off_had_written_is_used(server: Server) -> None:
    """Nobody sees it; the next ingest of the same release goes on from there, one of another release takes it back."""
    written = "MATCH (v:DataReachVersion) RETURN elementId(v) AS e"

    def stop(done: int, _total: int) -> None:
        if done >= 50:
            raise InterruptedError

    with server.store(sizes=Sizes(versions=10)) as store:
        for last in (many(100, "note"), PLACES):
            server.empty_store().close()
            with pytest.raises(InterruptedError):
                store.save(many(100, "note"), NOON, stop)
            begun = {str(row["e"]) for row in server.run(written)}
            assert len(begun) == 50
            with pytest.raises(StoreMissing):
                store.load()
            store.save(last, NOON)
            assert store.load() == last
            kept = begun & {str(row["e"]) for row in server.run(written)}
            assert kept == (begun if last != PLACES else set())
            assert len(server.run(written)) == len(last.records)
