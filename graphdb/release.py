"""A release: one published state of the whole graph, named by the hash of its canonical content.

Canonical content is one line of JSON a record: ``{"kind": ..., <the keys that differ from their default>}``, keys
sorted, no spaces, UTF-8, the lines ordered by kind (the order of ``graphdb.model.KINDS``) and id. The name is the
SHA-256 of those lines in hex, so the same content has the same name on any machine, and a new optional key in the model
leaves the names of old releases as they are.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from pydantic import TypeAdapter

from graphdb.dates import PartialDate
from graphdb.errors import BadFacts
from graphdb.model import KINDS, Flow, Record, Source
from graphdb.rules.states import last_attested

__all__ = ["Read", "Release", "canonical_line", "read_record", "read_records"]

_ORDER = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Read:
    """What a release rests on: how many sources, publishers (by name) and flows it holds, and the last date at which a
    source says that data moved, as written there; none where no source says so."""

    sources: int
    publishers: int
    flows: int
    latest: str | None

    @classmethod
    def of(cls, records: Iterable[Record]) -> "Read":
        """What these records rest on."""
        sources = flows = 0
        names: set[str] = set()
        latest: PartialDate | None = None
        for record in records:
            if isinstance(record, Source):
                sources += 1
                names.add(record.publisher)
            elif isinstance(record, Flow):
                flows += 1
                date = last_attested(record)
                if date is not None and (latest is None or (date.last, date.first) > (latest.last, latest.first)):
                    latest = date
        return cls(sources, len(names), flows, str(latest) if latest else None)


@dataclass(frozen=True, slots=False)
class Release:
    """All records of one state of the graph, ordered by kind and id. Build it with ``Release.of``."""

    records: tuple[Record, ...]

    @classmethod
    def of(cls, records: Iterable[Record]) -> "Release":
        """The release that consists of ``records``, given in any order."""
        return cls(tuple(sorted(records, key=lambda record: (_ORDER[record.kind_name], record.id))))

    @classmethod
    def named(cls, records: tuple[Record, ...], name: str) -> "Release":
        """A release read from a store, which keeps the records in order and knows the name."""
        release = cls(records)
        release.__dict__["name"] = name
        return release

    @classmethod
    def part(cls, records: tuple[Record, ...], name: str, read: Read) -> "Release":
        """Some records of a release, in order, under its name; ``read`` is what the whole of it rests on."""
        release = cls.named(records, name)
        release.__dict__["read"] = read
        return release

    @cached_property
    def read(self) -> Read:
        """What it rests on; of a part: what the whole rests on."""
        return Read.of(self.records)

    @cached_property
    def name(self) -> str:
        """SHA-256 of the canonical content, 64 hex digits."""
        digest = hashlib.sha256()
        for line in self.lines():
            digest.update(line.encode() + b"\n")
        return digest.hexdigest()

    def lines(self) -> Iterator[str]:
        """The canonical content, one line a record, without line ends."""
        return map(canonical_line, self.records)

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        """The records of one kind, ordered by id."""
        return tuple(record for record in self.records if record.kind_name == kind)


def canonical_line(record: Record) -> str:
    """One record as one line of canonical JSON."""
    content = record.model_dump(mode="json", exclude_defaults=True)
    if "kind" in content:  # organizations, agreements and others have one of their own
        content["is"] = content["kind"]
    content["kind"] = record.kind_name
    return _ENCODER.encode(content)


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read_record(line: str) -> Record:
    """The record that ``canonical_line`` wrote.

    Raises:
        BadFacts: the line is no record of a known kind.
    """
    try:
        kind, content = _content(line)
        return kind.model_validate(content)
    except _NO_RECORD as reason:
        raise BadFacts("A line is no record.", [f"{line[:200]}: {reason}"]) from reason


def read_records(lines: Iterable[str]) -> tuple[Record, ...]:
    """The records that ``canonical_line`` wrote, in the order of the lines; several times faster than one by one.

    Raises:
        BadFacts: a line is no record of a known kind; the report names the first one.
    """
    lines = tuple(lines)
    places: dict[type[Record], list[int]] = {}
    contents: dict[type[Record], list[dict[str, Any]]] = {}
    records: list[Record | None] = [None] * len(lines)
    try:
        for place, line in enumerate(lines):
            kind, content = _content(line)
            places.setdefault(kind, []).append(place)
            contents.setdefault(kind, []).append(content)
        for kind, some in contents.items():
            for place, record in zip(places[kind], _reader(kind).validate_python(some), strict=True):
                records[place] = record
    except _NO_RECORD:
        return tuple(map(read_record, lines))  # one by one: the error then names the line
    return tuple(record for record in records if record is not None)


_NO_RECORD = (ValueError, KeyError, AttributeError, TypeError, RecursionError)
"""What reading a line that is no record may raise (pydantic's ValidationError and BadDate are ValueErrors)."""


@cache
def _reader(kind: type[Record]) -> TypeAdapter[list[Record]]:
    return TypeAdapter(list[kind])  # type: ignore[valid-type]


def _content(line: str) -> tuple[type[Record], dict[str, Any]]:
    content = json.loads(line)
    kind = KINDS[content.pop("kind")]
    if "is" in content:
        content["kind"] = content.pop("is")
    return kind, content
