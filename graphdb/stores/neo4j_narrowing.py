"""A narrowing read: the records of one publication that can matter for a target, without reading the whole.

It follows flows backwards from the target, and from the organizations above it, with every join that any question may
assume, and judges nothing: dates, evidence and joins are looked at by the rules. Then it takes what those records name.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from graphdb.stores.names import search_words
from graphdb.stores.neo4j_connection import Connection, Row
from graphdb.stores.neo4j_shower import chunks

__all__ = ["around"]

_BATCH = 5_000
"""Ids a statement."""

_TAKEN_WHOLE = ("legal_action", "category", "law", "publisher", "former_id")
"""Kinds of which every record is taken: there are few, and they name others rather than being named."""

_PLACES = ["organization", "dataset"]

_REFERENCES = {
    "organization": ("parent", "sources"),
    "dataset": ("operator", "part_of", "sources"),
    "agreement": ("parties", "sources", "history", "disputes"),
    "flow": ("source", "target", "agreement", "same_as", "onward_of", "sources", "history", "disputes"),
    "legal_action": ("court", "appeal_of", "sources"),
}
"""The keys of a record that name others; those in parts (a dated state, a dispute) name sources."""


def around(connection: Connection, target: str, number: int) -> list[Row]:
    """Kind, id and line of the records that can matter for what reaches ``target``, of publication ``number``.

    ``target`` may be a former id. A target that is no place gives what it is, so that a question can say so.
    """
    reading = _Reading(connection, number)
    reading.take_kinds(_TAKEN_WHOLE)
    start = reading.current_id(target)
    reading.follow_back(reading.seeds(start))
    reading.take_named()
    return list(reading.rows.values())


class _Reading:
    """What was read so far: the rows, and the content of each, by kind and id."""

    def __init__(self, connection: Connection, number: int) -> None:
        self.rows: dict[tuple[str, str], Row] = {}
        self._connection = connection
        self._number = number
        self._contents: dict[str, dict[str, Any]] = {}

    def take_kinds(self, kinds: Iterable[str]) -> None:
        """Take every record of some kinds."""
        self._take(self._connection.read("records_of_kinds", kinds=list(kinds), number=self._number))

    def current_id(self, target: str) -> str:
        """The id that stands for an id or a former id; the same if nobody says so."""
        self._take_ids([target])
        if target in self._contents:
            return target
        moved = {name: json.loads(row[2]).get("to") for (kind, name), row in self.rows.items() if kind == "former_id"}
        if moved.get(target):
            return self.current_id(moved[target])
        words = " ".join(f"+{word}*" for word in search_words(target))
        lines = self._connection.read("search", words=words, kinds=_PLACES, number=self._number) if words else []
        contents = (json.loads(line) for (line,) in lines)
        return next((content["id"] for content in contents if target in content.get("former_ids", ())), target)

    def seeds(self, target: str) -> set[str]:
        """The places that the target stands for, the organizations above it, and what these operate."""
        self._take_ids([target])
        content = self._contents.get(target, {})
        if content.get("kind") == "dataset":
            return self._grown({target}, "parts_of")
        below, above = self._grown({target}, "places_below"), set()
        while parent := content.get("parent"):
            above.add(parent)
            self._take_ids([parent])
            content = self._contents.get(parent, {})
        return below | above

    def follow_back(self, places: set[str]) -> None:
        """Take every flow that leads to one of the places in any number of steps, with any join assumed."""
        seen, frontier = set(places), set(places)
        while frontier:
            met: set[str] = set()
            for some in chunks(sorted(frontier), _BATCH):
                rows = self._connection.read("flows_into", places=some, number=self._number)
                for content in self._take(rows):
                    # A flow leads on to its source; an organization to the datasets that it operates.
                    met.add(content["source"] if content["kind"] == "flow" else content["id"])
            self._take_ids(met)
            # And a dataset to its operator.
            operators = {self._contents[place].get("operator") for place in met | frontier if place in self._contents}
            frontier = {place for place in met | operators if place} - seen
            seen |= frontier

    def take_named(self) -> None:
        """Take what the records name, and what that names, until nothing is missing."""
        looked: set[str] = set()
        while True:
            fresh = [id_ for id_ in self._contents if id_ not in looked]
            if not fresh:
                return
            looked.update(fresh)
            named = {name for id_ in fresh for name in _named(self._contents[id_])}
            self._take_ids(named - looked)

    def _grown(self, places: set[str], statement: str) -> set[str]:
        grown, frontier = set(places), set(places)
        while frontier:
            rows = self._connection.read(statement, places=sorted(frontier), number=self._number)
            frontier = {content["id"] for content in self._take(rows)} - grown
            grown |= frontier
        return grown

    def _take_ids(self, ids: Iterable[str]) -> None:
        missing = sorted(id_ for id_ in ids if id_ not in self._contents)
        for some in chunks(missing, _BATCH):
            self._take(self._connection.read("records_by_id", ids=some, number=self._number))

    def _take(self, rows: Iterable[Row]) -> list[dict[str, Any]]:
        contents = []
        for kind, id_, line in rows:
            if (kind, id_) not in self.rows:
                self.rows[kind, id_] = (kind, id_, line)
                if kind in _REFERENCES or kind == "source":
                    self._contents[id_] = json.loads(line)
            if id_ in self._contents:
                contents.append(self._contents[id_])
        return contents


def _named(content: dict[str, Any]) -> Iterator[str]:
    """The ids that a record names."""
    for key in _REFERENCES.get(content["kind"], ()):
        value = content.get(key)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from one.get("sources", ())
            elif one:
                yield one
