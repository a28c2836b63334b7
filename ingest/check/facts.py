"""All that the rules look at: the entries just read, the records of other readers, and the release before."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from graphdb.model import Record
from graphdb.release import Release
from ingest.entries import Entry

__all__ = ["Facts"]

Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True)
class Facts:
    """``others`` stay in the release whatever is read now. ``complete``: every file was read to its end."""

    entries: tuple[Entry, ...]
    others: tuple[Record, ...] = ()
    before: Release | None = None
    complete: bool = True

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """The first entry with each id, read well or not."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.id:
                found.setdefault(entry.id, entry)
        return found

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Every id that has a record, with the name of its kind."""
        return {record.id: record.kind_name for record in self.others} | {
            id_: entry.kind.kind_name for id_, entry in self.by_id.items()
        }

    @cached_property
    def ids_of_kind(self) -> dict[str, tuple[str, ...]]:
        """The ids of each kind, for suggestions."""
        found: dict[str, list[str]] = {}
        for id_, kind in self.kinds.items():
            found.setdefault(kind, []).append(id_)
        return {kind: tuple(ids) for kind, ids in found.items()}

    @cached_property
    def records(self) -> dict[str, Record]:
        """Every record that could be read, by id; what was just read before what is kept."""
        return {record.id: record for record in self.others} | {
            id_: entry.record for id_, entry in self.by_id.items() if entry.record is not None
        }

    def each(self, kind: type[Kind]) -> Iterator[tuple[Entry, Kind]]:
        """The entries of one kind that could be read, with their records, in the order of the files."""
        for entry in self.entries:
            if isinstance(entry.record, kind):
                yield entry, entry.record
