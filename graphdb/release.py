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
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from graphdb.dates import PartialDate, parse_date
from graphdb.errors import BadFacts
from graphdb.model import KINDS, Flow, Record, Source
from graphdb.rules.states import last_attested

__all__ = ["Read", "Release", "canonical_line", "read_record", "read_records"]

_ORDER = {kind: number for number, kind in enumerate(KINDS)}


class Read(NamedTuple):
    """What was read for a release: how many sources by how many publishers, how many flows, the last date at which a
    source attests one, and the date of the newest source (of imprecise dates, the one that begins last)."""

    sources: int
    publishers: int
    flows: int
    last_attested: PartialDate | None
    newest_source: PartialDate | None

    @classmethod
    def of(cls, records: Iterable[Record]) -> "Read":
        """What was read for these records."""
        records = tuple(records)
        sources = [record for record in records if isinstance(record, Source)]
        flows = [record for record in records if isinstance(record, Flow)]
        attested = [date for flow in flows if (date := last_attested(flow)) is not None]
        dated = [source.date for source in sources if source.date is not None]
        return cls(
            sources=len(sources),
            publishers=len({source.publisher for source in sources}),
            flows=len(flows),
            last_attested=max(attested, key=lambda date: (date.last, date.first), default=None),
            newest_source=max(dated, key=lambda date: (date.first, date.last), default=None),
        )

    @classmethod
    def from_text(cls, text: str) -> "Read":
        """What ``text()`` wrote."""
        sources, publishers, flows, *dates = json.loads(text)
        return cls(sources, publishers, flows, *(parse_date(date) if date else None for date in dates))

    def text(self) -> str:
        """As one line, for a store to keep."""
        return json.dumps([value if value is None or isinstance(value, int) else str(value) for value in self])


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
        """Some records of a release, in order, under its name; ``read``: for the whole of it."""
        release = cls.named(records, name)
        release.__dict__["read"] = read
        return release

    @cached_property
    def read(self) -> Read:
        """What was read for it; of a part: for the whole."""
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
