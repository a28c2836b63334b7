"""The page that a run writes: docs/benchmarks.md."""

import datetime
import importlib.metadata
import os
import platform
from pathlib import Path

from bench.further import Measured
from bench.run import Results, Sized

__all__ = ["FURTHER", "further_section", "page", "tables"]

FURTHER = "## The further questions"

_GOALS = {
    "flowing": 20,
    "grades and categories": 150,
    "held": 300,
    "first reached": 300,
    "sentences": 300,
    "datareach ingest": 1_000,
    "datareach reach ice": 700,
    "datareach --help": 300,
}
"""Milliseconds, for 1,000,000 flows and for the curated facts."""

_MEGABYTES = {"network": 400, "command": 150}

_QUESTIONS = {
    "flowing": "the set of origins that reach the target, filtered by evidence and date",
    "grades and categories": "the best grade of every origin, and the categories that arrive",
    "held": "the set of origins of which the target holds data",
    "first reached": "the first day at the target of every origin, in both readings of the dates",
    "routes": "the best routes of 1,000 origins",
    "sentences": "the sentences of these routes",
}


def page(results: Results, command: str) -> str:
    """The whole page: the tables of this run, then what limits (``bench/limits.md``)."""
    limits = Path(__file__).with_name("limits.md").read_text(encoding="utf-8")
    head = f"# Benchmarks\n\nWritten by `{command}`; no test asserts a time.\n\n{_machine()}\n"
    return f"{head}\n{tables(results)}\n{limits}"


def tables(results: Results) -> str:
    """The tables of a run, as Markdown."""
    parts = [
        "## Side by side",
        "",
        f"The same question of the same network: {_QUESTIONS['flowing']}.",
        "All find the same set. networkx searches the ancestors on a view with an edge filter; the NumPy frontier evaluates",
        "the filters and then goes level by level; SciPy gets the matrix of the open arcs ready-made and only searches: the",
        "limit. Medians, and in brackets how many times our own time.",
        "",
        *_side_by_side(results.sizes),
        "",
        "## What a question costs, and how that grows",
        "",
        "Milliseconds, medians. Prepared once a release: the walk, and the columns that the filters need.",
        "",
        *_growth(results.sizes),
        "",
    ]
    for flows, process in results.memory.items():
        parts += [
            f"Peak memory of a process that makes a network of {flows:,} flows and asks for `flowing` and `held`: "
            f"{process.megabytes:,.0f} MB{_memory_goal(flows)}.",
            "",
        ]
    parts += ["## The command line, on the curated facts", "", *_commands(results), ""]
    if results.further is not None:
        parts += [further_section(results.further.real, results.further.generated, results.further.flows)]
    return "\n".join(parts) + "\n"


def further_section(real: list[Measured], generated: list[Measured], flows: int) -> str:
    """The tables of the further questions, with how many times our own time networkx takes."""
    peers = {"shortest simple paths": "best routes", "node cut": "smallest cut", "dominators": "dominators and shares"}
    ours = {row.name: row.median for row in generated if row.name.startswith("flowing")}
    rows = []
    for row in generated:
        peer = next((mine for theirs, mine in peers.items() if theirs in row.name and "networkx" in row.name), None)
        own = next((time for name, time in ours.items() if peer is not None and peer in name), None)
        ratio = f"{_number(row.median / own)}x ours" if own else ""
        rows.append(
            f"| {row.name} | {row.runs} | {_number(row.median)} | {_number(row.high)} | {_most(row)} | {ratio} |"
        )
    asked = [
        f"| {row.name} | {row.runs} | {_number(row.first)} | {_number(row.median)} | {_number(row.high)} | {_most(row)} |"
        for row in real
    ]
    return "\n".join(
        [
            FURTHER,
            "",
            "Milliseconds of processor time, in which other work on the machine does not count; `python -m bench --further`.",
            _machine(),
            "",
            "About ICE on the curated facts, for `flowing`, `held` and `ever`. First: a graph that remembers nothing is asked;",
            "again: the same question once more. A graph of this size remembers its last answers (but for `routes`).",
            "",
            "| | runs | first, median | again, median | again, 95th percentile | goal |",
            "| --- | ---: | ---: | ---: | ---: | ---: |",
            *asked,
            "",
            f"On a generated network of {flows:,} flows, beside what networkx has. Its paths are ordered by hops alone and",
            "take parallel flows as one; its cut counts places, not agreements with all their flows.",
            "",
            "| | runs | median | 95th percentile | goal | |",
            "| --- | ---: | ---: | ---: | ---: | ---: |",
            *rows,
            "",
        ]
    )


def _most(row: Measured) -> str:
    return f"{row.goal:,.0f}" if row.goal is not None else ""


def _side_by_side(sizes: list[Sized]) -> list[str]:
    names = list(sizes[-1].peers)
    rows = [f"| flows | origins found | ours | {' | '.join(names)} |", f"|{' ---: |' * (len(names) + 3)}"]
    for size in sizes:
        ours = size.ours["flowing"]
        cells = [f"{_number(size.peers[name])} ms ({_number(size.peers[name] / ours)}x)" for name in names]
        rows.append(f"| {size.flows:,} | {size.reached:,} | {_number(ours)} ms | {' | '.join(cells)} |")
    return rows


def _growth(sizes: list[Sized]) -> list[str]:
    heads = " | ".join(f"{size.flows:,} flows" for size in sizes)
    rows = [f"| | {heads} | goal at 1,000,000 |", f"| --- |{' ---: |' * (len(sizes) + 1)}"]
    prepared = " | ".join(_number(size.prepare) for size in sizes)
    rows.append(f"| prepared once, with the first answer | {prepared} | |")
    for name, words in _QUESTIONS.items():
        cells = " | ".join(_number(size.ours[name]) for size in sizes)
        rows.append(f"| `{name}`: {words} | {cells} | {_goal(name)} |")
    return rows


def _goal(name: str) -> str:
    return f"{_GOALS[name]:,}" if name in _GOALS else ""


def _memory_goal(flows: int) -> str:
    return f" (goal: {_MEGABYTES['network']} MB)" if flows == 1_000_000 else ""


def _commands(results: Results) -> list[str]:
    if results.commands is None:
        return ["Not measured: the command line did not run."]
    rows = ["| | time | goal | peak memory | goal |", "| --- | ---: | ---: | ---: | ---: |"]
    for command, process in results.commands.items():
        rows.append(
            f"| `{command}` | {_number(process.milliseconds)} ms | {_goal(command)} ms | {process.megabytes:,.0f} MB | "
            f"{_MEGABYTES['command']} MB |"
        )
    return rows


def _number(value: float) -> str:
    return f"{value:,.2g}" if value < 10 else f"{value:,.0f}"


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("numpy", "scipy", "networkx"))
    return (
        f"{datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}, {os.cpu_count()} cores, {memory:.0f} GB of memory, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {versions}; load of the machine "
        f"in the last minute, this run included: {os.getloadavg()[0]:.1f}."
    )
