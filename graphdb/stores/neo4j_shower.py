"""Keeps what people see in Neo4j (``neo4j_browsable``) in step with the current release.

A node says in ``version`` which record it shows, so the difference is found by comparing, whatever happened before.
A difference of ordinary size is written in the very transaction that makes the release current. A larger one does not
fit into the memory of one transaction: it follows in batches, and until it is done ``shown`` of the state node is null.
A release of more than ``Sizes.shown`` records is not shown: a million flows have some twenty million relationships, which
take longer than everything else. Its answers are the same; ``shown`` stays null.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from graphdb.model import Record
from graphdb.stores.neo4j_browsable import LABELS, Relationship, key_of, properties_of, relationships_of
from graphdb.stores.neo4j_connection import Connection, Run

__all__ = ["Shower", "Shown", "Sizes", "chunks"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is written at once. ``versions`` and ``nodes`` (each with some ten relationships): records a transaction.
    ``at_once``: the most nodes that change in the transaction of the switch. ``shown``: the most records of a release
    that people see as a graph."""

    versions: int = 5_000
    nodes: int = 2_000
    at_once: int = 20_000
    shown: int = 100_000


class InTurn(Protocol):
    """Runs work in a transaction of the writer."""

    def __call__(self, work: Callable[[Run], _T], /) -> _T: ...


@dataclass(frozen=True)
class Shown:
    """The records of a release and the hash of each."""

    records: Sequence[Record]
    hashes: Sequence[str]


@dataclass(frozen=True)
class _Change:
    """The records whose nodes change, with their keys and hashes, and the keys of the nodes that go."""

    records: Sequence[tuple[str, str, Record]]
    gone: Sequence[str]

    @property
    def size(self) -> int:
        return len(self.records) + len(self.gone)


class Shower:
    """Writes the difference between what people see and a release."""

    def __init__(self, connection: Connection, in_turn: InTurn, sizes: Sizes) -> None:
        self._connection = connection
        self._in_turn = in_turn
        self._sizes = sizes

    def show(self, shown: Shown, number: int, switch: Callable[[Run], object]) -> None:
        """Run ``switch``, which makes publication ``number`` the current one, and show it.

        Raises:
            StoreBusy: another writer came in between.
            StoreFailed: the server refuses, or does not answer for long.
        """
        too_large = len(shown.records) > self._sizes.shown
        change = self._change(Shown((), ()) if too_large else shown)
        if change.size <= self._sizes.at_once:

            def at_once(run: Run) -> None:
                switch(run)
                _hide(run, change.gone)
                _show_nodes(run, change.records)
                _connect(run, change.records)
                run("show_done", number=None if too_large else number)

            self._in_turn(at_once)
            return

        def begin(run: Run) -> None:
            switch(run)
            run("show_done", number=None)

        self._in_turn(begin)
        self._in_batches(change)
        if not too_large:
            self._in_turn(lambda run: run("show_done", number=number))

    def _change(self, shown: Shown) -> _Change:
        there: dict[str, str | None] = dict(self._connection.stream("shown_versions"))
        changed = []
        for record, digest in zip(shown.records, shown.hashes, strict=True):
            key = key_of(record.kind_name, record.id)
            if there.pop(key, None) != digest:
                changed.append((key, digest, record))
        # A key that was popped is shown still; what is left has no record any more.
        return _Change(changed, sorted(there))

    def _in_batches(self, change: _Change) -> None:
        for some in chunks(change.gone, self._sizes.nodes):
            self._in_turn(partial(_hide, keys=some))
        for records in chunks(change.records, self._sizes.nodes):
            self._in_turn(partial(_show_nodes, records=records))
        for records in chunks(change.records, self._sizes.nodes):
            self._in_turn(partial(_connect, records=records))


def _hide(run: Run, keys: Sequence[str]) -> None:
    if keys:
        run("hide_sends", keys=keys)
        run("hide_nodes", keys=keys)


def _show_nodes(run: Run, records: Sequence[tuple[str, str, Record]]) -> None:
    by_label: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for key, _, record in records:
        by_label[LABELS[record.kind_name]].append({"key": key, "properties": properties_of(record)})
    for label, rows in by_label.items():
        run("show_nodes", rows=rows, label=label)


def _connect(run: Run, records: Sequence[tuple[str, str, Record]]) -> None:
    """Take away the relationships of records and make them again, so that it may be run twice."""
    if not records:
        return
    run("hide_outgoing", keys=[key for key, _, _ in records])
    run("hide_sends", keys=[key for key, _, record in records if record.kind_name == "flow"])
    by_type: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for _, _, record in records:
        for one in relationships_of(record):
            by_type[one.type.value].append(_row(one))
    for kind, rows in by_type.items():
        run("show_relationships", rows=rows, type=kind)
    run("show_versions", rows=[{"key": key, "version": digest} for key, digest, _ in records])


def _row(one: Relationship) -> dict[str, Any]:
    return {"start": one.start, "end": one.end, "properties": one.properties}


def chunks(some: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """The same in order, ``size`` at a time."""
    return (some[start : start + size] for start in range(0, len(some), size))
