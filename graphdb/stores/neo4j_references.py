"""Whether every record that a release names is in it: a graph in Neo4j would miss what is not there without a word."""

from collections.abc import Iterable

from graphdb.errors import BadFacts
from graphdb.model import Record
from graphdb.stores.neo4j_browsable import ends_of, key_of

__all__ = ["References"]


class References:
    """Looks at the records of a release, some at a time."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._known: set[str] = set()
        self._twice: set[str] = set()
        self._lost: set[tuple[str, str]] = set()
        for record in records:
            key = key_of(record.kind_name, record.id)
            (self._twice if key in self._known else self._known).add(key)

    def follow(self, record: Record) -> None:
        """Look for what a record names."""
        for end in ends_of(record):
            if end not in self._known:
                self._lost.add((record.id, end))

    def check(self) -> None:
        """Raises BadFacts if a record is there twice, or one that was followed names one that is not there."""
        if self._twice:
            raise BadFacts("The release holds a record twice.", sorted(self._twice))
        if self._lost:
            told = [f"{one} names {end}, which is not there" for one, end in sorted(self._lost)]
            raise BadFacts("The release names records that it does not hold.", told)
