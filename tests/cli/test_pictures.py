"""``datareach export``: pictures of an answer, written whole or not at all."""

import io
import json
import re
from pathlib import Path

import pytest
from PIL import Image

from api.cli.pictures import PICTURES
from api.formats.pictures import PICTURE_NAMES
from tests.cli.conftest import Run

STARTS = {
    "svg": b"<svg ",
    "story": b"<svg ",
    "ladder": b"<svg ",
    "card": b"<svg ",
    "png": b"\x89PNG",
    "html": b"<!doctype html>",
    "scene": b'{"variant":"map"',
}


@pytest.mark.parametrize("name", STARTS)
def test_every_picture_is_written(run: Run, tmp_path: Path, name: str) -> None:
    told = run("export", "ice", "--format", name, "--output", "ice.file", "--as-of", "2026-11-24")
    assert told.exit_code == 0, told.output
    content = (tmp_path / "ice.file").read_bytes()
    assert content.startswith(STARTS[name])
    assert told.stdout == f"Wrote ice.file ({len(content):,} bytes).\n"
    assert [path.name for path in tmp_path.iterdir()] == ["ice.file"]


def test_options_of_the_question_and_of_the_picture_count(run: Run, tmp_path: Path) -> None:
    told = run(
        *("export", "ice", "--format", "scene", "--output", "one.json", "--question", "held"),
        *("--as-of", "2026-11-24", "--pin", "ngi", "--variant", "pinned"),
    )
    assert told.exit_code == 0, told.output
    scene = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert (scene["question"], scene["variant"]) == ("held", "pinned")
    assert sum(arrow["traced"] for arrow in scene["arrows"]) >= 3
    assert scene["credit"]["address"].startswith("/?target=ice&question=held&as_of=2026-11-24&known_at=")
    told = run(
        "export", "ice", "--from", "ngi", "--format", "png", "--of", "card", "--width", "600", "--output", "two.png"
    )
    assert told.exit_code == 0, told.output
    assert Image.open(io.BytesIO((tmp_path / "two.png").read_bytes())).size == (600, 315)


def test_another_graphviz_is_used_where_it_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATAREACH_DOT", "/no/such/dot")
    told = run("export", "ice", "--format", "svg", "--output", "ice.svg")
    assert told.exit_code == 7
    assert "Graphviz failed" in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_page_on_pictures_names_every_format() -> None:
    page = (Path(__file__).parents[2] / "docs" / "pictures.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == PICTURES == PICTURE_NAMES


def test_nothing_is_written_over_without_force(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ice.svg").write_text("mine", encoding="utf-8")
    told = run("export", "ice", "--format", "svg", "--output", "ice.svg")
    assert told.exit_code == 2
    assert "There is a file ice.svg already." in told.stderr
    assert (tmp_path / "ice.svg").read_text(encoding="utf-8") == "mine"
    assert run("export", "ice", "--format", "svg", "--output", "ice.svg", "--force").exit_code == 0
    assert (tmp_path / "ice.svg").read_text(encoding="utf-8").startswith("<svg ")
    assert [path.name for path in tmp_path.iterdir()] == ["ice.svg"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("ice", "--format", "svg"), 2, "needs --output"),
        (("ice", "--format", "bmp", "--output", "x"), 2, "is not one of"),
        (("ice", "--format", "svg", "--output", "x", "--theme", "pink"), 2, "no value of theme"),
        (("ice", "--format", "svg", "--output", "x", "--variant", "x"), 2, "no value of variant"),
        (("ice", "--format", "svg", "--output", "x", "--width", "900"), 2, "Only a png has"),
        (("ice", "--format", "svg", "--output", "x", "--pin", "nosuchthing"), 3, "There is no record"),
        (("ice", "--format", "svg", "--output", "x", "--pin", "irs-address-records"), 2, "no origin of this answer"),
        (("nosuchthing", "--format", "svg", "--output", "x"), 3, "There is no record"),
        (("ice", "--format", "svg", "--output", "no/x"), 2, "There is no folder no."),
        (("folder", "--pin", "ngi"), 2, "--pin is for pictures"),
    ],
)
def test_mistakes_are_told_and_leave_nothing(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    told = run("export", *arguments)
    assert told.exit_code == code, told.output
    assert words in told.stderr
    assert list(tmp_path.iterdir()) == []
