"""The command line over a store with the real facts, run in this process by its real entry point."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import program
from tests.http.stores import save_real

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def real_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_real(tmp_path_factory.mktemp("real"))


@pytest.fixture
def run(real_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``datareach`` with arguments, in an empty folder, 80 columns wide."""
    monkeypatch.chdir(tmp_path)

    def run_one(*arguments: str, store: Path | None = real_store) -> Result:
        environment = {"COLUMNS": "80", "DATAREACH_STORE": str(store) if store else None}
        return CliRunner().invoke(program, arguments, env=environment, prog_name="datareach")

    return run_one
