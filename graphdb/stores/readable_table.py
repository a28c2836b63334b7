"""What a readable table and a view are: columns, the function that makes the rows, and the statements in SQL."""

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from graphdb.release import Release
from graphdb.stores.readable_rows import Row

__all__ = ["Rows", "Table", "View"]

Rows = Callable[[Release], Iterable[Row]]
"""Makes the rows of one table; the values stand in the order of its columns."""

RowsOnDay = Callable[[Release, datetime.date], Iterable[Row]]
"""The same for a table that holds an answer, which is about a day."""

_REFERENCE = re.compile(r"^(\w+) .*REFERENCES (\w+)")


@dataclass(frozen=True)
class Table:
    """``definition`` holds one column a line, in SQL, and at the end the key if it has several columns."""

    name: str
    definition: str
    rows: Rows | None = None
    rows_on_day: RowsOnDay | None = None

    def make_rows(self, release: Release, day: datetime.date) -> Iterable[Row]:
        """The rows for a release that is published on a day."""
        if self.rows_on_day is not None:
            return self.rows_on_day(release, day)
        assert self.rows is not None
        return self.rows(release)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in the order of the values of a row."""
        return tuple(line.split()[0].strip('"') for line in self._lines if not line.startswith("PRIMARY KEY"))

    @cached_property
    def types(self) -> dict[str, tuple[str, bool]]:
        """The type of each column in SQL, and whether it always has a value."""
        words = (line.split() for line in self._lines if not line.startswith("PRIMARY KEY"))
        return {name.strip('"'): (kind, bool({"NOT", "PRIMARY"} & set(rest))) for name, kind, *rest in words}

    @cached_property
    def references(self) -> dict[str, str]:
        """The tables that columns refer to, by column."""
        found = filter(None, map(_REFERENCE.match, self._lines))
        return {match.group(1): match.group(2) for match in found}

    @property
    def create(self) -> str:
        """The statement that makes the table. A reference is checked at the end of a save: rows come in any order."""
        # The column is named because Datasette does not follow a reference that leaves it out.
        lines = (line + (" (id) DEFERRABLE INITIALLY DEFERRED" if "REFERENCES" in line else "") for line in self._lines)
        return f"CREATE TABLE {self.name} (\n    " + ",\n    ".join(lines) + "\n)"

    @property
    def drop(self) -> str:
        """The statement that takes the table away."""
        return f"DROP TABLE IF EXISTS {self.name}"

    @property
    def insert(self) -> str:
        """The statement that adds a row."""
        return f"INSERT INTO {self.name} VALUES ({', '.join('?' * len(self.columns))})"  # noqa: S608 (names of this file)

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.definition.strip().splitlines())


@dataclass(frozen=True)
class View:
    """A question that many will ask, as a view over the tables; ``select`` is its SQL."""

    name: str
    select: str

    @property
    def create(self) -> str:
        """The statement that makes the view."""
        return f"CREATE VIEW {self.name} AS {self.select.strip()}"

    @property
    def drop(self) -> str:
        """The statement that takes the view away."""
        return f"DROP VIEW IF EXISTS {self.name}"
