"""How long an ingest into Neo4j takes, and how much at a time is best: ``python -m bench.neo4j_ingest``.

Writes generated records (``bench.neo4j_records``) into an empty real server, once for each size of batch, reads them
back, and writes its part of docs/neo4j-benchmark.md. ``--flows 1000000 --batches 5000`` measures one large ingest.
"""

import argparse
import datetime
import platform
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.generate import generate
from bench.neo4j_page import write_part
from bench.neo4j_records import release_of
from graphdb.release import Release
from graphdb.stores.neo4j_connection import Patience
from graphdb.stores.neo4j_shower import Sizes
from tests.neo4j.server import Server, new_server, stop_all

__all__ = ["main"]

_HEAP = "2g"
_PATIENT = Patience(statement=3_600)


@dataclass(frozen=True)
class Usage:
    """Of a process: seconds of processor so far, and the most memory that it had (MB)."""

    processor: float
    peak: int

    @classmethod
    def here(cls) -> "Usage":
        """Of this process."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        return cls(used.ru_utime + used.ru_stime, used.ru_maxrss // 1_000)

    @classmethod
    def of(cls, pid: int) -> "Usage":
        """Of another one, as Linux tells it."""
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        (peak,) = (line.split()[1] for line in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmHWM" in line)
        return cls((int(told[11]) + int(told[12])) / 100, int(peak) // 1_000)


@dataclass(frozen=True)
class Measured:
    """Seconds of one ingest and of one load after it; the processor of both sides; memory in MB."""

    flows: int
    records: int
    batch: int
    ingest: float
    ours: float
    server: float
    load: float
    load_ours: float
    memory_before: int
    memory: int
    memory_server: int


def main() -> None:
    """Measure, print, and write the part of the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.neo4j_ingest", description=__doc__)
    parser.add_argument("--flows", type=int, default=100_000)
    parser.add_argument("--batches", type=int, nargs="+", default=[500, 1_000, 2_000, 5_000, 10_000, 20_000])
    chosen = parser.parse_args()
    release = release_of(generate(chosen.flows))
    results = []
    try:
        for batch in chosen.batches:
            print(f"{chosen.flows:,} flows, {batch:,} records a transaction", file=sys.stderr, flush=True)
            results.append(_measured(release, chosen.flows, batch))
    finally:
        stop_all()
    text = "\n".join(_part(results))
    print(text)
    write_part(f"Ingest of {chosen.flows:,} flows", text)


def _measured(release: Release, flows: int, batch: int) -> Measured:
    """On a server of its own, which has answered a small ingest before, as a server that runs has."""
    server = new_server(heap=_HEAP, jit=4)
    with server.store(_PATIENT, Sizes(versions=batch)) as store:
        store.save(Release.of(release.of_kind("source")), _now())
        us, it, begun = Usage.here(), _of_server(server), time.perf_counter()
        store.save(release, _now())
        took, us_after, it_after = time.perf_counter() - begun, Usage.here(), _of_server(server)
        begun = time.perf_counter()
        assert store.load().name == release.name
        loaded, us_last = time.perf_counter() - begun, Usage.here()
    server.kill()
    return Measured(
        flows,
        len(release.records),
        batch,
        took,
        us_after.processor - us.processor,
        it_after.processor - it.processor,
        loaded,
        us_last.processor - us_after.processor,
        us.peak,
        us_after.peak,
        it_after.peak,
    )


def _of_server(server: Server) -> Usage:
    return Usage.of(int((server.folder / "pid").read_text()))


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _part(results: list[Measured]) -> list[str]:
    first = results[0]
    lines = [
        f"Made by `python -m bench.neo4j_ingest`. {first.records:,} records ({first.flows:,} flows) into a server that holds",
        f"only their sources; heap {_HEAP[:-1]} GB, {platform.machine()}, Python {platform.python_version()}; each size once,",
        "on a new server. Seconds; `ours` and `server` are processor time of either side, the most memory it held (MB).\n",
        "| records a transaction | ingest | ours | server | load | ours | memory, ours before | after | server |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in results:
        cells = [f"{one.batch:,}", f"{one.ingest:.1f}", f"{one.ours:.1f}", f"{one.server:.1f}"]
        cells += [f"{one.load:.1f}", f"{one.load_ours:.1f}"]
        cells += [f"{one.memory_before:,}", f"{one.memory:,}", f"{one.memory_server:,}"]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


if __name__ == "__main__":
    main()
