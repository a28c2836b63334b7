"""The service under load, on loopback, on the curated facts: ``python -m bench.service``. Bounded in requests and in time.

Requests of a plan go out at their times, whether or not earlier ones were answered, and the time of an answer counts from
when its request should have gone out: a service that stalls is not spared the requests that it made wait.
"""

import asyncio
import datetime
import itertools
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graphdb.model import Organization
from graphdb.release import Release
from graphdb.stores import open_store
from ingest.run import run_ingest

__all__ = ["ServiceResults", "measure_service", "service_lines"]

_ROOT = Path(__file__).resolve().parent.parent
_ADDRESS = "/v1/reach/ice"
_CONNECTIONS = 16
_OK = 200
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Answers:
    """The times of the answers in milliseconds, sorted, and how many were no success. ``seconds``: all of them together."""

    milliseconds: tuple[float, ...]
    errors: int
    seconds: float

    def percentile(self, part: float) -> float:
        """The time within which this part of the answers came."""
        return self.milliseconds[min(len(self.milliseconds) - 1, int(len(self.milliseconds) * part))]

    @property
    def a_second(self) -> float:
        """Answers a second."""
        return len(self.milliseconds) / self.seconds


@dataclass(frozen=True, slots=True)
class ServiceResults:
    """All that was measured. Seconds from the start of the process to its first answer; ``steady``: whole answers at 50
    requests a second; ``spared``: 304, as fast as they go; ``swapped``: whole answers while releases are published."""

    start_seconds: float
    steady: Answers
    spared: Answers
    swapped: Answers

    @property
    def all(self) -> tuple[Answers, Answers, Answers]:
        """The three runs."""
        return self.steady, self.spared, self.swapped


def service_lines(found: ServiceResults) -> list[str]:
    """The results as the rows of a table."""
    return [
        "| what | measured | goal |",
        "| --- | ---: | ---: |",
        f"| from the start of the process to the first answer | {found.start_seconds:.2f} s | 1.5 s |",
        f"| `/v1/reach/ice`, 50 requests a second: half within | {found.steady.percentile(0.5):.1f} ms | 10 ms |",
        f"| the same: 99 of 100 within | {found.steady.percentile(0.99):.1f} ms | 50 ms |",
        f"| 304 for who has the answer, {_CONNECTIONS} connections | {found.spared.a_second:,.0f} a second | 1,500 a second |",
        f"| 50 requests a second while a release is published every two seconds: 99 of 100 within "
        f"| {found.swapped.percentile(0.99):.0f} ms | |",
        f"| errors, of {sum(len(one.milliseconds) for one in found.all):,} requests "
        f"| {sum(one.errors for one in found.all)} | 0 |",
    ]


def measure_service(seconds: float = 10.0) -> ServiceResults:
    """Starts a service on a store of its own and asks it for so many seconds, three times."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        release = _publish_facts(path)
        with _service(path) as (port, started):
            first = _first_answer(port, started)
            tag = urllib.request.urlopen(f"http://127.0.0.1:{port}{_ADDRESS}").headers["ETag"]
            steady = asyncio.run(_planned(port, 50, seconds))
            spared = asyncio.run(_fastest(port, seconds, tag))
            stop = threading.Event()
            swapping = threading.Thread(target=_swap, args=(path, release, stop))
            swapping.start()
            swapped = asyncio.run(_planned(port, 50, seconds))
            stop.set()
            swapping.join()
        return ServiceResults(first, steady, spared, swapped)


def _publish_facts(path: Path) -> Release:
    now = datetime.datetime.now(datetime.UTC)
    with open_store(str(path), create=True) as store:
        run_ingest(store, facts=None, plan_only=False, allow_loss=False, now=now, as_of=now.date())
        return store.load()


@contextmanager
def _service(path: Path) -> Iterator[tuple[int, float]]:
    """A running service: its port, and when it was started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    own = {"DATAREACH_RATE_LIMIT": "", "DATAREACH_ACCESS_LOG": "false", "PYTHONPATH": str(_ROOT)}
    words = ["datareach", "--store", str(path), "serve", "--port", str(port)]
    program = f"import sys; sys.argv = {words!r}; from api.cli import main; main()"
    started = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", program], env=os.environ | own, stderr=subprocess.DEVNULL) as process:
        try:
            yield port, started
        finally:
            process.terminate()


def _first_answer(port: int, started: float) -> float:
    """Seconds from the start to the first answer."""
    while time.perf_counter() - started < 60:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{_ADDRESS}") as answer:
                answer.read()
                return time.perf_counter() - started
        except urllib.error.URLError:
            time.sleep(0.01)
    raise RuntimeError("The service does not start.")


def _swap(path: Path, release: Release, stop: threading.Event) -> None:
    """Publishes the facts with and without one more organization, in turn."""
    example = next(one for one in release.of_kind("organization") if isinstance(one, Organization))
    more = Release.of([*release.records, example.model_copy(update={"id": "bench-organization", "former_ids": ()})])
    with open_store(str(path)) as store:
        for one in itertools.cycle((more, release)):
            if stop.wait(1.5):
                return
            store.save(one, datetime.datetime.now(datetime.UTC))


async def _planned(port: int, a_second: int, seconds: float) -> Answers:
    """So many requests a second, at their times."""
    clients = [await _Client.connected(port) for _ in range(_CONNECTIONS)]
    free: asyncio.Queue[_Client] = asyncio.Queue()
    for client in clients:
        free.put_nowait(client)
    times: list[float] = []
    errors = 0
    began = time.perf_counter()

    async def ask(due: float) -> None:
        nonlocal errors
        await asyncio.sleep(due - time.perf_counter())
        client = await free.get()
        errors += await client.ask("") != _OK
        free.put_nowait(client)
        times.append((time.perf_counter() - due) * 1000)

    await asyncio.gather(*(ask(began + number / a_second) for number in range(int(a_second * seconds))))
    spent = time.perf_counter() - began
    for client in clients:
        client.close()
    return Answers(tuple(sorted(times)), errors, spent)


async def _fastest(port: int, seconds: float, tag: str) -> Answers:
    """As many as the connections carry, each of them with the tag of the answer."""
    clients = [await _Client.connected(port) for _ in range(_CONNECTIONS)]
    times: list[float] = []
    errors = 0
    began = time.perf_counter()

    async def ask(client: _Client) -> None:
        nonlocal errors
        while (sent := time.perf_counter()) < began + seconds:
            errors += await client.ask(f"If-None-Match: {tag}\r\n") != _NOT_MODIFIED
            times.append((time.perf_counter() - sent) * 1000)

    await asyncio.gather(*map(ask, clients))
    spent = time.perf_counter() - began
    for client in clients:
        client.close()
    return Answers(tuple(sorted(times)), errors, spent)


class _Client:
    """One connection that stays open. It reads what uvicorn sends: a status, headers, a body of a length that is told."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def connected(cls, port: int) -> "_Client":
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=2**20))

    async def ask(self, headers: str) -> int:
        """Send a request and read the answer to its end. Gives the status."""
        self._writer.write(f"GET {_ADDRESS} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode())
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head)
        if length:
            await self._reader.readexactly(int(length[1]))
        return int(head.split(maxsplit=2)[1])

    def close(self) -> None:
        self._writer.close()


if __name__ == "__main__":
    found = measure_service(float(sys.argv[1]) if len(sys.argv) > 1 else 10.0)
    print("\n".join(service_lines(found)))
