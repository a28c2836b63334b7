"""YAML in which every value knows its line. Only plain data is read: anchors, aliases and tags are refused.

Built from the events of libyaml rather than from its nodes: aliases are seen (and refused) before anything is
multiplied, and no depth of nesting reaches a recursion limit.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from ingest.faults import Fault, Path

__all__ = ["Bare", "Node", "parse"]

_DEEPEST = 20
_LONGEST_NUMBER = 18
_RESOLVERS: dict[str, list[tuple[str, object]]] = yaml.SafeLoader.yaml_implicit_resolvers


@dataclass(frozen=True, slots=True)
class Bare:
    """A word without quotes that YAML reads as no text: a date, a float, ``yes``, nothing at all."""

    text: str


@dataclass(slots=True)
class Node:
    """A value and its line (from 1); in a mapping, the line of its key."""

    line: int
    value: "str | int | bool | Bare | list[Node] | dict[str, Node]"

    def at(self, path: Path) -> "Node":
        """The node at ``path``, or the nearest one around it."""
        node = self
        for part in path:
            inside = node.value
            if isinstance(inside, dict) and part in inside:
                node = inside[str(part)]
            elif isinstance(inside, list) and isinstance(part, int) and part < len(inside):
                node = inside[part]
            else:
                break
        return node

    def get(self, key: str) -> "Node | None":
        """The value of a key of a mapping."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def listed(self, key: str) -> "list[Node]":
        """What a key of a mapping lists; nothing when it is not there or no list."""
        inside = self.get(key)
        return inside.value if inside is not None and isinstance(inside.value, list) else []

    def scalars(self, path: Path = ()) -> "Iterator[tuple[Path, Node]]":
        """Every text, number and word inside, with its path."""
        if isinstance(self.value, dict):
            for key, node in self.value.items():
                yield from node.scalars((*path, key))
        elif isinstance(self.value, list):
            for number, node in enumerate(self.value):
                yield from node.scalars((*path, number))
        else:
            yield path, self


class _RefusedError(Exception):
    """The file cannot be read on from here."""

    def __init__(self, line: int, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.line, self.problem, self.remedy = line, problem, remedy


@dataclass(slots=True)
class _Builder:
    file: str
    faults: list[Fault] = field(default_factory=list)
    root: Node | None = None
    open: list[Node] = field(default_factory=list)
    keys: list[tuple[str, int] | None] = field(default_factory=list)

    def build(self, events: Iterable[Event]) -> None:
        documents = 0
        for event in events:
            if isinstance(event, ScalarEvent):
                self._add_scalar(event)
            elif isinstance(event, CollectionStartEvent):
                self._open(event)
            elif isinstance(event, CollectionEndEvent):
                self.open.pop()
                self.keys.pop()
            elif isinstance(event, AliasEvent):
                raise _RefusedError(_line(event), "uses an alias (*)", "Write the value out.")
            elif isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError(_line(event), "a second document begins here", "Take out the line '---'.")

    def _add_scalar(self, event: ScalarEvent) -> None:
        _refuse_marks(event)
        line = _line(event)
        if self.open and isinstance(self.open[-1].value, dict) and self.keys[-1] is None:
            self.keys[-1] = (event.value, line)
            return
        self._add(Node(line, _plain(event.value) if event.style in ("", None) else event.value))

    def _open(self, event: CollectionStartEvent) -> None:
        _refuse_marks(event)
        line = _line(event)
        if len(self.open) >= _DEEPEST:
            raise _RefusedError(line, f"is nested deeper than {_DEEPEST} levels", "No record is that deep.")
        if self.open and isinstance(self.open[-1].value, dict) and self.keys[-1] is None:
            raise _RefusedError(line, "a key is a list or a mapping", "A key is one word.")
        node = Node(line, {} if isinstance(event, MappingStartEvent) else [])
        self._add(node)
        self.open.append(node)
        self.keys.append(None)

    def _add(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        around = self.open[-1].value
        if isinstance(around, list):
            around.append(node)
        elif isinstance(around, dict):
            key = self.keys[-1]
            assert key is not None  # noqa: S101 - the events of a mapping come in pairs
            self.keys[-1] = None
            name, node.line = key
            if name in around:
                problem = f"the key {name!r} stands twice (first in line {around[name].line})"
                self.faults.append(Fault(self.file, node.line, "", "", problem, "Keep one of them."))
            else:
                around[name] = node


def parse(text: str, file: str) -> tuple[Node | None, list[Fault], bool]:
    """The tree of one YAML text; its faults; and whether it could be read to the end. An empty text has no tree."""
    builder = _Builder(file)
    try:
        builder.build(yaml.parse(text, Loader=yaml.CSafeLoader))
    except _RefusedError as refused:
        fault = Fault(file, refused.line, "", "", refused.problem, refused.remedy)
        return None, [*builder.faults, fault], False
    except yaml.MarkedYAMLError as broken:
        return None, [*builder.faults, _broken(broken, file)], False
    except yaml.reader.ReaderError as broken:
        line = text.count("\n", 0, broken.position) + 1
        problem = "holds a character that YAML does not allow"
        return None, [*builder.faults, Fault(file, line, "", "", problem, "Take it out.")], False
    return builder.root, builder.faults, True


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _refuse_marks(event: ScalarEvent | CollectionStartEvent) -> None:
    if event.anchor is not None:
        raise _RefusedError(_line(event), f"has an anchor (&{event.anchor})", "Write the value out where it is used.")
    if event.tag is not None:
        raise _RefusedError(_line(event), "has a tag (!)", "Take it out: values are plain text and numbers.")


def _plain(text: str) -> str | int | bool | Bare:
    """What a word without quotes is to YAML 1.1, which editors and other programs follow."""
    for tag, pattern in _RESOLVERS.get(text[:1], ()):
        if not pattern.match(text):  # type: ignore[attr-defined]
            continue
        if tag == "tag:yaml.org,2002:bool" and text in ("true", "false"):
            return text == "true"
        digits = text.removeprefix("-")
        if digits.isdecimal() and len(digits) <= _LONGEST_NUMBER and (digits == "0" or digits[0] != "0"):
            return int(text)
        return Bare(text)
    return text


def _broken(error: yaml.MarkedYAMLError, file: str) -> Fault:
    opened = error.context_mark if error.context and "quoted scalar" in error.context else None
    mark = opened or error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    reason = " ".join(part for part in (error.context, error.problem) if part)
    problem = f"is not YAML (column {column}): {reason}"
    return Fault(file, line, "", "", problem, "Check quotes, colons and indentation.")
