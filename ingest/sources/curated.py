"""The curated facts: a folder of YAML files, one a topic, with ``renamed.yaml`` and ``bounds.yaml`` beside them.

Categories, laws and publishers are read from ``graphdb/vocabulary.yaml``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from graphdb.model import (
    KINDS,
    Agreement,
    Category,
    Dataset,
    Flow,
    FormerId,
    Law,
    LegalAction,
    Organization,
    Publisher,
    Record,
    Source,
)
from ingest.bounds import read_bounds
from ingest.entries import Batch, Entry
from ingest.faults import Fault, did_you_mean
from ingest.located import Node, parse
from ingest.shape import shape

__all__ = [
    "BOUNDS",
    "LARGEST_FILE",
    "LISTS",
    "NAME",
    "RENAMED",
    "TEMPLATE",
    "VOCABULARY",
    "Raw",
    "RawFile",
    "read",
    "records",
]

NAME = "curated"
LARGEST_FILE = 8 * 1024 * 1024
"""Bytes. A larger file is refused before it is parsed."""

RENAMED = "renamed.yaml"
BOUNDS = "bounds.yaml"
VOCABULARY = "vocabulary.yaml"
TEMPLATE = "TEMPLATE.yaml"
_NO_TOPICS = (RENAMED, BOUNDS, VOCABULARY)

LISTS: dict[str, type[Record]] = {
    kind.plural: kind for kind in (Organization, Dataset, Agreement, Flow, LegalAction, Source)
}
"""The lists that a topic's file may hold."""

_WORD_LISTS: dict[str, type[Record]] = {"categories": Category, "laws": Law, "publishers": Publisher}

_TOPIC = re.compile("[a-z0-9]+([_-][a-z0-9]+)*")

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RawFile:
    """The bytes of one file; ``None`` when it is larger than ``LARGEST_FILE``."""

    name: str
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Raw:
    """All files of one reading, and why some of them could not be read."""

    place: str
    files: tuple[RawFile, ...]
    faults: tuple[Fault, ...] = ()


def read(folder: Path | None = None, vocabulary: Path | None = None) -> Raw:
    """The bytes of the facts folder (none: the packaged facts) and of the vocabulary (none: the packaged one)."""
    place: Traversable = folder if folder is not None else files("ingest.facts")
    words: Traversable = vocabulary if vocabulary is not None else files("graphdb") / VOCABULARY
    if not place.is_dir():
        problem = "there is no such folder"
        remedy = "Name the folder that holds the facts files."
        return Raw(str(place), (), (Fault(str(place), 1, "", "", problem, remedy),))
    found = sorted(place.iterdir(), key=lambda file: file.name)
    raw, faults = [], [_misnamed(file.name) for file in found if file.name.endswith(".yml")]
    for file in [words, *(file for file in found if file.name.endswith(".yaml"))]:
        name = VOCABULARY if file is words else file.name
        try:
            if _special(file):
                faults.append(Fault(name, 1, "", "", "is a pipe, a socket or a device", "Put a file there."))
            else:
                raw.append(_bytes(file, name))
        except OSError as error:
            faults.append(Fault(name, 1, "", "", f"cannot be read ({error.strerror})", "Check its permissions."))
    return Raw(str(place), tuple(raw), tuple(faults))


def _misnamed(name: str) -> Fault:
    return Fault(name, 1, "", "", "is not read: its name ends in .yml", f"Name it {name.removesuffix('.yml')}.yaml.")


def _special(file: Traversable) -> bool:
    """Whether opening it could wait for ever, or end never. A folder and what is not there fail at once."""
    return isinstance(file, Path) and file.exists() and not file.is_file() and not file.is_dir()


def _bytes(file: Traversable, name: str) -> RawFile:
    with file.open("rb") as opened:
        content = opened.read(LARGEST_FILE + 1)
    return RawFile(name, content if len(content) <= LARGEST_FILE else None)


def records(raw: Raw, step: Step | None = None) -> Batch:
    """Every record of the files as an entry, and every fault of form. Pure. ``step`` is told after each file."""
    batch = Batch([NAME], [raw.place], faults=list(raw.faults), complete=not raw.faults)
    topics = sum(file.name not in (TEMPLATE, *_NO_TOPICS) for file in raw.files)
    files = [file for file in raw.files if file.name != TEMPLATE]
    for number, file in enumerate(files, 1):
        tree, readable = _tree(file, batch)
        if file.name not in _NO_TOPICS:
            _read_topic(file.name, tree, readable, batch)
        elif tree is not None and file.name == VOCABULARY:
            _read_words(tree, batch)
        elif tree is not None and file.name == RENAMED:
            _read_mapping(FormerId, tree, RENAMED, batch)
        elif tree is not None and file.name == BOUNDS:
            batch.bounds, faults = read_bounds(tree, BOUNDS)
            batch.faults += faults
        if step is not None:
            step(number, len(files))
    if not topics and not raw.faults:
        remedy = "Put the facts files (*.yaml) there, or name another folder."
        batch.faults.append(Fault(raw.place, 1, "", "", "the folder holds no facts files", remedy))
        batch.complete = False
    return batch


def _tree(file: RawFile, batch: Batch) -> tuple[Node | None, bool]:
    text = _decoded(file, batch)
    if text is None:
        batch.complete = False
        return None, False
    tree, faults, readable = parse(text, file.name)
    batch.faults += faults
    batch.complete = batch.complete and readable
    return tree, readable


def _decoded(file: RawFile, batch: Batch) -> str | None:
    if file.content is None:
        problem = f"is larger than {LARGEST_FILE // 1024 // 1024} MB and was not read"
        batch.faults.append(Fault(file.name, 1, "", "", problem, "Divide it into several files."))
        return None
    try:
        return file.content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = file.content.count(b"\n", 0, error.start) + 1
        problem = f"is not UTF-8 (byte {error.start} of the file: 0x{file.content[error.start]:02x})"
        batch.faults.append(Fault(file.name, line, "", "", problem, "Save it as UTF-8."))
        return None


def _read_topic(name: str, tree: Node | None, readable: bool, batch: Batch) -> None:
    def fault(line: int, problem: str, remedy: str) -> None:
        batch.faults.append(Fault(name, line, "", "", problem, remedy))

    topic = name.removesuffix(".yaml")
    if not _TOPIC.fullmatch(topic):
        fault(1, "the name of the file is no topic", "Use lower-case letters and digits, with single hyphens between.")
        return
    if not readable:
        return
    if tree is None or not isinstance(tree.value, dict):
        fault(1, "holds no lists of records", f"It may hold {', '.join(LISTS)}.")
        return
    for key, node in tree.value.items():
        kind = LISTS.get(key)
        if kind is None:
            remedy = did_you_mean(key, tuple(LISTS), f"A file may hold {', '.join(LISTS)}.")
            fault(node.line, f"{key!r} is no list of records", remedy)
        elif not isinstance(node.value, list):
            fault(node.line, f"{key!r} is not a list", "Begin each record with '- id: ...', or leave the key out.")
        else:
            batch.entries += _shaped(_list_entries(kind, node.value, name, fault), topic, batch)


def _list_entries(
    kind: type[Record], nodes: list[Node], file: str, fault: Callable[[int, str, str], None]
) -> Iterator[Entry]:
    for node in nodes:
        if not isinstance(node.value, dict):
            fault(node.line, "is no record", "A record is a mapping that begins with '- id: ...'.")
            continue
        id_node = node.value.get("id")
        yield Entry(kind, file, str(id_node.value) if id_node and isinstance(id_node.value, str) else "", node)


def _shaped(entries: Iterator[Entry], topic: str, batch: Batch) -> Iterator[Entry]:
    for entry in entries:
        batch.faults += shape(entry, topic=topic, reader=NAME)
        yield entry


def _read_words(tree: Node, batch: Batch) -> None:
    sections = tree.value if isinstance(tree.value, dict) else {}
    for key, node in sections.items():
        kind = _WORD_LISTS.get(key)
        if kind is None:
            remedy = did_you_mean(key, tuple(_WORD_LISTS), f"It holds {', '.join(_WORD_LISTS)}.")
            batch.faults.append(Fault(VOCABULARY, node.line, "", "", f"{key!r} is no part of the vocabulary", remedy))
        else:
            _read_mapping(kind, node, VOCABULARY, batch)


def _read_mapping(kind: type[Record], tree: Node, file: str, batch: Batch) -> None:
    if not isinstance(tree.value, dict):
        batch.faults.append(Fault(file, tree.line, "", "", "is no mapping", "Write 'id: {...}', one a line."))
        return
    for id_, node in tree.value.items():
        if not isinstance(node.value, dict):
            batch.faults.append(Fault(file, node.line, id_, "", "is no mapping of keys", "Write 'id: {...}'."))
        elif "id" in node.value:
            batch.faults.append(Fault(file, node.line, id_, "id", "stands twice", "The id is the key of the entry."))
        else:
            batch.entries += _shaped(iter([Entry(kind, file, id_, node)]), "", batch)


assert set(LISTS.values()) | set(_WORD_LISTS.values()) | {FormerId} == set(KINDS.values())  # noqa: S101
