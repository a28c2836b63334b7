"""Real Neo4j servers for tests: started by ``start.sh``, stopped when the tests end, killed when a test wants that."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import neo4j
import pytest

from graphdb.stores.neo4j_connection import Address, Patience
from graphdb.stores.neo4j_shower import Sizes
from graphdb.stores.neo4j_store import Neo4jStore

START = Path(__file__).with_name("start.sh")
USER = "neo4j"

_RUNNING: list["Server"] = []


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Server:
    """A server on a folder and a port of its own. ``settings``: further lines of its configuration."""

    folder: Path
    settings: str = ""
    heap: str = "1g"
    jit: int = 1
    password: str = field(default_factory=lambda: secrets.token_hex(8), repr=False)
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """Its address."""
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to use it as a store."""
        return {"DATAREACH_NEO4J_USER": USER, "DATAREACH_NEO4J_PASSWORD": self.password}

    def start(self) -> "Server":
        """Start it, on the data that it had before, and wait until it answers a query."""
        command = [str(START), str(self.folder), str(self.port), self.password]
        given = {"NEO4J_SETTINGS": self.settings, "NEO4J_HEAP": self.heap, "NEO4J_JIT": str(self.jit)}
        _RUNNING.append(self)
        log = self.folder.with_name(f"{self.folder.name}.log")
        with log.open("wb") as file:  # the server inherits it: a pipe would never end
            subprocess.run(command, env=os.environ | given, stdout=file, stderr=file, check=True)
        self._wait()
        return self

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it in order."""
        self._end(signal.SIGTERM)

    def store(self, patience: Patience | None = None, sizes: Sizes | None = None) -> Neo4jStore:
        """Its store, with a connection of its own."""
        return Neo4jStore(Address(self.url, None, USER, self.password), patience, sizes)

    def empty_store(self) -> Neo4jStore:
        """Its store, without anything in it. Constraints and indexes stay."""
        self.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
        return self.store()

    def run(self, statement: str, **parameters: object) -> list[dict[str, object]]:
        """What people type: one statement, outside of the store."""
        with neo4j.GraphDatabase.driver(self.url, auth=(USER, self.password)) as driver, driver.session() as session:
            return session.run(statement, parameters).data()

    def _end(self, how: signal.Signals) -> None:
        pid = int((self.folder / "pid").read_text())
        _RUNNING.remove(self)
        os.kill(pid, how)
        while _is_running(pid):
            time.sleep(0.02)

    def _wait(self) -> None:
        """The port is open a moment before the database is."""
        end = time.monotonic() + 60
        while True:
            try:
                self.run("RETURN 1")
            except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError):
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
            else:
                return


def _is_running(pid: int) -> bool:
    """Whether a process still does something; one that ended may stand in the list for a while (Z; Zl while a thread
    of it still ends)."""
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return told.strip() not in {"", "Z", "ZN", "Z<", "Zs"}


def need_neo4j() -> None:
    """Skip the test if this machine cannot start a server."""
    missing = [name for name in ("java", "mvn") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"needs a Neo4j server, and {' and '.join(missing)} is missing")


def new_server(settings: str = "", heap: str = "1g", jit: int = 1) -> Server:
    """A started server on a new folder, which is removed at the end of the tests."""
    need_neo4j()
    return Server(Path(tempfile.mkdtemp(prefix="neo4j-", dir=_place())) / "server", settings, heap, jit).start()


@cache
def shared_server() -> Server:
    """The server that most tests share."""
    return new_server()


def stop_all() -> None:
    """Stop every server that is running, and remove their folders."""
    for server in tuple(_RUNNING):
        server.kill()
    if _place.cache_info().currsize:
        shutil.rmtree(_place(), ignore_errors=True)


@cache
def _place() -> Path:
    return Path(tempfile.mkdtemp(prefix="datareach-neo4j-"))
