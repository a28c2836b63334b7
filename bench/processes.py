"""Whole processes: the time that one takes from a cold start, and the most memory that it held."""

import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

__all__ = ["COMMANDS", "Process", "command_line", "large_network"]

COMMANDS = (("ingest",), ("reach", "ice"), ("--help",))
"""The commands measured, in this order; the first makes the database that the second reads."""

_HERE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Process:
    """The median time of the runs, and the largest peak memory among them."""

    milliseconds: float
    megabytes: float


def command_line(repeats: int) -> dict[str, Process] | None:
    """Each of ``COMMANDS`` on the curated facts, in new folders; none where the command line does not run."""
    runs: dict[str, list[Process]] = {}
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as folder:
            for words in COMMANDS:
                once = _run([*_datareach(), *words], Path(folder))
                if once is None:
                    return None
                runs.setdefault(f"datareach {' '.join(words)}", []).append(once)
    return {command: _summary(times) for command, times in runs.items()}


def large_network(flows: int) -> Process:
    """A process that makes a network of this size and asks it what flows and what is held."""
    once = _run([sys.executable, "-m", "bench.large_network", str(flows)], _HERE)
    if once is None:
        raise RuntimeError("The process that makes a large network failed.")
    return once


def _datareach() -> list[str]:
    beside = Path(sys.executable).parent / "datareach"
    return [str(beside)] if beside.exists() else [sys.executable, "-c", "from api.cli import main; main()"]


def _run(command: list[str], folder: Path) -> Process | None:
    launched = subprocess.run(
        [sys.executable, "-m", "bench.launcher", *command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(_HERE)},
        capture_output=True,
        check=True,
        text=True,
    )
    code, milliseconds, megabytes = launched.stdout.split()
    return Process(float(milliseconds), float(megabytes)) if code == "0" else None


def _summary(runs: list[Process]) -> Process:
    return Process(statistics.median(run.milliseconds for run in runs), max(run.megabytes for run in runs))
