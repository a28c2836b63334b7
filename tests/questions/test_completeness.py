"""A question is complete: an example, a case file, a heading in the docs, a command and an address."""

import importlib
import pkgutil
import re
from pathlib import Path
from types import ModuleType

import pytest

import graphdb.questions
from api.app import create_app
from api.cli.program import command_names
from graphdb.stores.sqlite import SqliteStore
from tests.questions.test_cases import SEEN

ROOT = Path(__file__).parents[2]
_NAMES = {"outward": "from"}
"""Commands and headings that are not named as their module."""

_IN_GRAPHS = {"reach", "outward", "route"}
"""The questions whose cases are in ``tests/data/graphs`` and on the real facts."""


def _modules() -> list[ModuleType]:
    found = pkgutil.iter_modules(graphdb.questions.__path__)
    modules = [importlib.import_module(f"graphdb.questions.{module.name}") for module in found]
    return [module for module in modules if hasattr(module, "ask")]


def _short(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


MODULES = {_short(module): module for module in _modules()}


def _command(name: str) -> str:
    return _NAMES.get(name, name.replace("_", "-"))


def test_these_are_the_questions() -> None:
    assert MODULES.keys() == SEEN.keys() | _IN_GRAPHS


@pytest.mark.parametrize("name", MODULES)
def test_it_has_an_example_that_is_a_command(name: str) -> None:
    assert MODULES[name].EXAMPLE.split()[0] == _command(name)
    assert {"EXAMPLE", "ask"} <= set(MODULES[name].__all__)


@pytest.mark.parametrize("name", SEEN)
def test_it_has_a_case_file(name: str) -> None:
    assert (ROOT / "tests" / "data" / "questions" / f"{name}.yaml").exists()


def test_each_has_its_heading_in_the_docs_and_no_other() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "docs" / "questions.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(headings) == {_command(name) for name in MODULES}


def test_each_has_a_command() -> None:
    assert {_command(name) for name in MODULES} <= set(command_names())


def test_each_has_an_address(tmp_path: Path) -> None:
    app = create_app(SqliteStore(tmp_path / "none.db", create=True))
    first = {path.split("/")[2] for path in app.openapi()["paths"] if path.startswith("/v1/")}
    assert {_command(name) for name in MODULES} <= first
