"""The docs say what is built, and nothing else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.cli.program import command_names, program
from api.examples import example_app
from api.problems import STATUS
from api.reference import command_line_page, examples_file, http_page, settings_page, tables_page
from graphdb import errors
from graphdb.errors import DataReachError
from graphdb.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _subclasses(kind: type[DataReachError]) -> set[type[DataReachError]]:
    return {kind}.union(*(_subclasses(below) for below in kind.__subclasses__()))


def test_every_error_code_has_its_heading_and_no_other() -> None:
    codes = {kind.code for kind in _subclasses(DataReachError)} - {DataReachError.code} | STATUS.keys()
    assert set(re.findall(r"^## (\w+)$", _text("docs/errors.md"), re.MULTILINE)) == codes
    own = {kind.__name__ for kind in _subclasses(DataReachError) if kind.__module__ == errors.__name__}
    assert set(errors.__all__) == own


def test_every_command_and_setting_is_described() -> None:
    told = _text("README.md") + _text("docs/operating.md") + _text("docs/command-line.md")
    for name in command_names():
        assert f"datareach {name}" in told, name
    for setting in Settings.environment_names():
        assert setting in told, setting


def test_the_commands_that_ask_about_a_release_of_then_are_named() -> None:
    (words,) = re.findall(r"about the store as it is do not:\s+([^.]+)\.", _text("docs/operating.md"))
    without = {
        name for name, one in program.commands.items() if all(option.name != "known_at" for option in one.params)
    }
    assert set(re.findall("`([a-z-]+)`", words)) == without


def test_the_generated_pages_are_fresh() -> None:
    assert _text("docs/command-line.md") == command_line_page(), "run `make reference`"
    assert _text("docs/http.md") == http_page(), "run `make reference`"
    assert _text("docs/settings.md") == settings_page(), "run `make reference`"
    assert _text("api/examples.json") == examples_file(), "run `make reference`"
    assert _text("docs/tables.md") == tables_page(), "run `make reference`"


def test_no_page_names_a_command_that_is_not_there() -> None:
    known = set(command_names())
    for page in PAGES:
        for command in re.findall(r"`datareach ([a-z]+(?:-[a-z]+)*)", page.read_text(encoding="utf-8")):
            assert command in known, f"{page.name}: datareach {command}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), target
    for name in re.findall(r"`((?:graphdb|ingest|viz|api|tests|docs|bench|requirements)/[\w./*-]+)`", text):
        assert list(ROOT.glob(name.rstrip("/"))), f"{page.name}: {name}"


def test_every_make_target_that_a_page_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", _text("Makefile"), re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8"))) <= targets, page.name


def test_the_answer_printed_in_the_readme_is_the_real_one(tmp_path: Path) -> None:
    (command, printed) = re.findall(r"```\n\$ datareach (.+)\n((?:.*\n)+?)```", _text("README.md"))[0]
    environment = os.environ | {"DATAREACH_STORE": str(tmp_path / "store.db"), "COLUMNS": "80"}

    def run(*words: str) -> str:
        program = f"import sys; sys.argv = ['datareach', *{list(words)!r}]; from api.cli import main; main()"
        found = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
        return found.stdout

    run("ingest")
    real = [line.rstrip() for line in run(*command.split()).splitlines()]
    shown = [line for line in printed.splitlines() if line != "..."]
    at = 0
    for line in shown:
        at = real.index(line, at) + 1


def test_the_addresses_of_the_api_page_answer() -> None:
    page = _text("docs/api.md")
    addresses = re.findall(r"(?:`|^    )(/v1/[^`\s]+)`?", page, re.MULTILINE)
    assert len(addresses) == 15
    with example_app() as app, TestClient(app) as client:
        assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)
