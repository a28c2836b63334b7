"""The program as a process of its own: exit codes, pipes, colours, and answers over HTTP."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests import real_facts, small
from tests.http.stores import save

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-W", "error", "-c", "from api.cli import main; main()"]


def environment(store: Path, **others: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    return kept | {"PYTHONPATH": str(ROOT), "DATAREACH_STORE": str(store), "TERM": "xterm-256color"} | others


def datareach(store: Path, *arguments: str, **others: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments], env=environment(store, **others), capture_output=True, text=True, check=False
    )


def test_exit_codes(real_store: Path, tmp_path: Path) -> None:
    assert datareach(real_store, "route", "irs-address-records", "ice").returncode == 0
    assert datareach(real_store, "reach").returncode == 2
    assert datareach(real_store, "reach", "icee").returncode == 3
    assert datareach(real_store, "ingest", "--facts", str(tmp_path / "none")).returncode == 4
    missing = datareach(tmp_path / "none.db", "reach", "ice")
    assert missing.returncode == 6
    assert missing.stderr.startswith("error: ")
    assert missing.stdout == ""


def test_what_is_piped_has_no_colours_and_80_columns(real_store: Path) -> None:
    result = datareach(real_store, "reach", "ice")
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert result.stderr == ""


def test_colours_only_where_wanted(real_store: Path) -> None:
    assert "\x1b[" in datareach(real_store, "releases", FORCE_COLOR="1").stdout
    coloured = re.findall(
        r"\x1b\[[0-9;]*m", datareach(real_store, "reach", "irs", FORCE_COLOR="1", NO_COLOR="1").stdout
    )
    assert not any(re.search(r"\b3[0-7]\b", code) for code in coloured)


def test_a_terminal_that_knows_only_ascii_is_no_error(real_store: Path) -> None:
    result = datareach(real_store, "reach", "ice", PYTHONIOENCODING="ascii")
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("arguments", [("reach", "ice"), ("reach", "ice", "--json"), ("releases",), ("--help",)])
def test_a_reader_that_goes_away_is_no_error(real_store: Path, arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = subprocess.run(
            [*PROGRAM, *arguments],
            env=environment(real_store),
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)
    assert result.stderr == ""
    assert result.returncode == 1


FULL_DISK = Path("/dev/full")


@pytest.mark.skipif(not FULL_DISK.exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize(
    "arguments", [("reach", "ice"), ("reach", "ice", "--csv"), ("show", "ice", "--json"), ("releases",), ("--help",)]
)
def test_a_full_disk_is_an_error_in_a_line(real_store: Path, arguments: tuple[str, ...]) -> None:
    with FULL_DISK.open("w") as full:
        result = subprocess.run(
            [*PROGRAM, *arguments],
            env=environment(real_store),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert result.stderr == "error: The output cannot be written: No space left on device.\n"
    assert result.returncode == 1


NAME = "Caf\u00e9 \U0001f600 Zo\u00eb \u2192 \U000e0041 \u3164"


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-16", "utf-8"])
def test_what_programs_read_is_utf8_whatever_the_machine_writes(tmp_path: Path, encoding: str) -> None:
    release = small.release(
        {
            "organizations": {"ice": {}, "broker": {"name": NAME}},
            "datasets": {"records": {"operator": "broker", "name": NAME}},
            "flows": {"f": {"from": "records", "to": "ice"}},
        }
    )
    store = save(tmp_path / "s.db", release)

    def output(*arguments: str) -> str:
        result = subprocess.run(
            [*PROGRAM, *arguments],
            env=environment(store, PYTHONIOENCODING=encoding),
            capture_output=True,
            check=True,
        )
        return result.stdout.decode("utf-8")

    assert json.loads(output("show", "records", "--json"))["name"] == NAME
    (row,) = json.loads(output("reach", "ice", "--json"))["datasets"]
    assert row["origin"]["name"] == NAME
    (cells,) = csv.DictReader(io.StringIO(output("reach", "ice", "--csv")))
    assert cells["origin_name"] == "Caf\u00e9 \U0001f600 Zo\u00eb \u2192 \\U000e0041 \\u3164"


def test_help_imports_nothing_heavy(real_store: Path) -> None:
    code = (
        "import sys; sys.argv = ['datareach', '--help']\n"
        "import atexit; atexit.register(lambda: print(sorted(set(sys.modules) & {'numpy', 'pydantic', 'rich', 'fastapi'})))\n"
        "from api.cli import main; main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment(real_store), capture_output=True, text=True, check=True
    )
    assert result.stdout.splitlines()[-1] == "[]"


def test_serve_answers_over_http(real_store: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, "serve", "--port", "0"],
        env=environment(real_store),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stderr is not None
            address = next(
                found[1] for line in process.stderr if (found := re.search(r"running on (http://\S+)", line))
            )
            assert httpx2.get(f"{address}/health").json()["release"] == real_facts.graph().name
        finally:
            process.terminate()
            process.wait()
    assert process.returncode in (0, -15)
