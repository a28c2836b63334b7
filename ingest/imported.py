"""An exported release is checked like facts just read: what an ingest refuses, an import refuses too."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from graphdb.errors import BadFacts
from graphdb.release import Release
from ingest.check import Facts, check
from ingest.entries import Entry
from ingest.faults import report_lines
from ingest.located import Node

__all__ = ["check_imported", "imported_entries"]


def imported_entries(release: Release) -> Iterator[Entry]:
    """The records as entries of the files that an export writes: a file a kind, a record a line, ordered by id."""
    lines: Counter[str] = Counter()
    for record in release.records:
        file = f"{type(record).plural}.jsonl"
        lines[file] += 1
        node = _node(record.model_dump(mode="json", exclude_defaults=True), lines[file])
        yield Entry(type(record), file, record.id, node, record)


def check_imported(release: Release, place: str) -> None:
    """Refuse a release that an ingest of the same facts would refuse. ``place``: where it was read, for the message.

    Raises:
        BadFacts: it has faults; the report names file, line, id and field.
    """
    faults = check(Facts(tuple(imported_entries(release))))
    if faults:
        count = f"{len(faults)} faults" if len(faults) > 1 else "One fault"
        raise BadFacts(f"{count} in {place}; nothing was written.", report_lines(faults))


def _node(value: Any, line: int) -> Node:
    if isinstance(value, dict):
        return Node(line, {key: _node(inside, line) for key, inside in value.items()})
    if isinstance(value, list):
        return Node(line, [_node(inside, line) for inside in value])
    return Node(line, value)
