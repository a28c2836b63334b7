"""Small facts folders for the tests, made from the template: it holds one of every record and has no fault."""

from importlib.resources import files
from pathlib import Path

from ingest.check import Facts, check
from ingest.faults import Fault, ordered
from ingest.sources import curated
from ingest.sources.curated import Raw, RawFile

TEMPLATE = (files("ingest.facts") / "TEMPLATE.yaml").read_text(encoding="utf-8")
MARK = "#!"
"""Begins a comment in a line where a fault is expected."""

Place = tuple[str, int, str, str]


def with_changes(*changes: tuple[str, str]) -> str:
    """The template with each old text, which stands there once or first, replaced."""
    text = TEMPLATE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def marked_lines(text: str) -> list[int]:
    """The numbers of the lines that hold the mark."""
    return [number for number, line in enumerate(text.splitlines(), 1) if MARK in line]


def faults_of(**texts: str | bytes) -> tuple[Fault, ...]:
    """The faults of facts files, given by topic; beside them stands the packaged vocabulary."""
    vocabulary = next(file for file in curated.read().files if file.name == "vocabulary.yaml")
    contents = {name: text.encode() if isinstance(text, str) else text for name, text in texts.items()}
    given = [RawFile(f"{name}.yaml", content) for name, content in contents.items()]
    return all_faults(Raw("folder", (vocabulary, *given)))


def all_faults(raw: Raw) -> tuple[Fault, ...]:
    """Everything that the reader and the check find."""
    batch = curated.records(raw)
    return ordered([*batch.faults, *check(Facts(tuple(batch.entries), complete=batch.complete))])


def places(faults: tuple[Fault, ...]) -> set[Place]:
    """Where the faults are."""
    return {(fault.file, fault.line, fault.id, fault.field) for fault in faults}


def write(folder: Path, **texts: str | bytes) -> Path:
    """A folder that holds these files, by topic."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
    return folder
