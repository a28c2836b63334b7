"""The wheel holds what a run needs, and no more: built and used outside the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    copy = folder / "source"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in tracked.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run([*command, "--wheel-dir", str(folder), str(copy)], check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_every_module_and_data_file_is_in_it(wheel: Path) -> None:
    packages = ("graphdb", "ingest", "viz", "api")
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in packages
        for suffix in ("*.py", "*.yaml", "*.json", "*.md", "*.cypher", "*.html", "*.css", "*.js")
        for path in (ROOT / package).rglob(suffix)
        if "__pycache__" not in path.parts
    }
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.split("/")[0] in packages}
    assert held == wanted


def test_it_answers_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(target)]
    subprocess.run([*command, str(wheel)], check=True)
    environment = os.environ | {"PYTHONPATH": str(target), "DATAREACH_STORE": str(tmp_path / "store.db")}

    def run(*words: str) -> str:
        program = f"import sys; sys.argv = ['datareach', *{list(words)!r}]; from api.cli import main; main()"
        found = subprocess.run(
            [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert found.returncode == 0, found.stderr
        return found.stdout

    run("ingest")
    assert "iso-claimsearch" in run("reach", "ice", "--csv", "--as-of", "2026-11-24")
    assert {path.name for path in tmp_path.iterdir()} <= {"installed", "store.db", "store.db-wal", "store.db-shm"}
