"""Entries: records as they stand in a file, so that a fault can say where."""

from dataclasses import dataclass, field

from graphdb.model import Record
from ingest.faults import Fault, Path, dotted
from ingest.located import Node

__all__ = ["Batch", "Bound", "Entry"]


@dataclass(slots=True)
class Entry:
    """One record in its file. ``record`` is missing when a value of it could not be read; its faults then say why."""

    kind: type[Record]
    file: str
    id: str
    node: Node
    record: Record | None = None

    def line(self, path: Path = ()) -> int:
        """The line at which a field stands, or the nearest around it."""
        return self.node.at(path).line

    def place(self) -> str:
        """File and line, as a fault prints them."""
        return f"{self.file}:{self.node.line}"

    def fault(self, path: Path, problem: str, remedy: str) -> Fault:
        """A fault of the field at ``path``."""
        return Fault(self.file, self.line(path), self.id, dotted(path), problem, remedy)


@dataclass(frozen=True, slots=True)
class Bound:
    """How many records of a kind (by its plural) a reader brings; and where that is written."""

    file: str
    line: int
    plural: str
    least: int | None
    most: int | None


@dataclass(slots=True)
class Batch:
    """All that readers read: entries and faults. ``complete`` is false when a file could not be read to its end."""

    readers: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    complete: bool = True

    def add(self, other: "Batch") -> None:
        """Take in what another reader read."""
        self.readers += other.readers
        self.places += other.places
        self.entries += other.entries
        self.faults += other.faults
        self.warnings += other.warnings
        self.complete = self.complete and other.complete

    @property
    def records(self) -> tuple[Record, ...]:
        """The records that could be read."""
        return tuple(entry.record for entry in self.entries if entry.record is not None)
