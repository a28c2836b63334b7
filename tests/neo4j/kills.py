"""Kills a server or a saving process at random moments, and looks at what is left. Used by a test (20 times each) and run
by itself for more: ``python -m tests.neo4j.kills process 100`` or ``server 100`` (a seed may follow)."""

import datetime
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from graphdb.release import Release
from graphdb.stores.files import write_files
from graphdb.stores.neo4j_browsable import relationships_of
from graphdb.stores.neo4j_connection import Patience
from tests.neo4j.saving_process import SMALL
from tests.neo4j.seen import nodes, relationships, state
from tests.neo4j.server import Server, new_server, stop_all
from tests.stores.small_releases import FULL, many

ROOT = Path(__file__).parents[2]
PATIENT = Patience(read=30, busy=30)


def releases() -> dict[str, Release]:
    """Three releases, large enough that a save takes a while: by name."""
    some = [Release.of([*many(150, note).records, *(FULL.records if note == "one" else ())]) for note in ("one", "two")]
    return {release.name: release for release in [*some, many(40, "three")]}


@dataclass
class Killing:
    """What was found after each kill: whether the current release was one of the three, whole, and how far it was.

    The next saving process comes up while the store is looked at, and waits until it is told to save.
    """

    server: Server
    folder: Path
    seed: int = 0
    found: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 (moments, no secrets)
        self.releases = releases()
        self.folders = []
        for name, release in self.releases.items():
            write_files(release, self.folder / name[:8])
            self.folders.append(str(self.folder / name[:8]))
        with self.server.store(PATIENT, SMALL) as store:
            store.save(next(iter(self.releases.values())), datetime.datetime.now(datetime.UTC))
        self._next = self._spawn()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _end(self._next)

    def kill(self, what: str) -> None:
        """Kill the ``process`` or the ``server``."""
        self.kill_process() if what == "process" else self.kill_server()

    def kill_process(self) -> None:
        """Kill a saving process at a random moment."""
        process = self._saving()
        _end(process)
        self._look()

    def kill_server(self) -> None:
        """Kill the server at a random moment while a process saves; the process then either gets over it or ends."""
        process = self._saving()
        self.server.kill()
        _end(process)
        self.server.start()
        self._look()

    def _saving(self) -> subprocess.Popen[str]:
        """A process that has been saving for a random while; the one after it comes up."""
        process = self._next
        start_saving(process)
        time.sleep(self.random.uniform(0.0, 1.0))
        self._next = self._spawn()
        return process

    def _spawn(self) -> subprocess.Popen[str]:
        return saving_process(self.server, "0", *self.folders)

    def _look(self) -> None:
        """The current release and every one before it are whole, and the next save succeeds and is seen whole."""
        with self.server.store(PATIENT, SMALL) as store:
            begun = self.server.run(
                "MATCH (p:DataReachPublication) WITH max(p.number) AS now "
                "MATCH (v:DataReachVersion) WHERE v.from > now OR v.to = now + 1 RETURN count(v) AS n"
            )
            shown, now = state(self.server)
            half = "half written" if begun[0]["n"] else "half shown" if shown != now else "between"
            self.found[half] += 1
            assert store.load() == self.releases[store.find().name]
            for name in {info.name for info in store.releases()}:
                assert store.load(name) == self.releases[name]
            after = self.random.choice([r for r in self.releases.values() if r.name != store.find().name])
            store.save(after, datetime.datetime.now(datetime.UTC))
            assert store.load() == after
            assert len(nodes(self.server)) == len(after.records)
            wanted = sorted((one.start, one.type.value, one.end) for r in after.records for one in relationships_of(r))
            assert relationships(self.server) == wanted
            assert state(self.server)[0] == state(self.server)[1]
            left = self.server.run("MATCH (v:DataReachVersion) WHERE v.to > 1000000 RETURN count(v) AS n")
            assert left == [{"n": len(after.records)}]
            store.prune(3)


def saving_process(server: Server, rounds: str, *folders: str) -> subprocess.Popen[str]:
    """A process that will save the releases of the folders into the server when it is told to."""
    command = [sys.executable, "-m", "tests.neo4j.saving_process", server.url, rounds, *folders]
    environment = os.environ | server.environment | {"PYTHONPATH": str(ROOT)}
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, text=True, env=environment, cwd=ROOT)


def start_saving(process: subprocess.Popen[str]) -> None:
    """Tell it, once it is ready."""
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("go\n")
    process.stdin.flush()


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def main(what: str, rounds: str, seed: str = str(time.time_ns())) -> None:
    """Kill ``rounds`` times and print what was found, also after each ten."""
    server = new_server(heap="512m")
    try:
        with tempfile.TemporaryDirectory() as folder, Killing(server, Path(folder), int(seed)) as killing:
            for number in range(1, int(rounds) + 1):
                killing.kill(what)
                if number % 10 == 0 or number == int(rounds):
                    found = dict(killing.found)
                    sys.stdout.write(f"{number} kills of the {what} (seed {killing.seed}): {found}, no fault\n")
                    sys.stdout.flush()
    finally:
        stop_all()


if __name__ == "__main__":
    main(*sys.argv[1:])
