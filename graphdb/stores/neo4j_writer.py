"""Writes a release into Neo4j so that readers see the one before it, or this one, whole.

A version of a record (``DataReachVersion``) says from which publication on and up to which one (not included) it is
held. The versions of the next publication are added, and those that it does not hold any more are ended, in batches
under its number, which no reader asks for yet. One small transaction then makes the publication. What a writer that was
killed left under that number is used by the next one where it fits, and taken back where it does not.

Two writers: a transaction that stays open holds a lock, and a ticket is checked in every transaction that writes, so
that a writer which lost its lock (the connection was cut) can do no harm to the one that came after it.
"""

import datetime
import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from graphdb.errors import StoreBusy
from graphdb.model import Dataset, Flow, Organization, Record
from graphdb.release import Release, canonical_line
from graphdb.stores.base import Progress, silent
from graphdb.stores.names import names_of
from graphdb.stores.neo4j_connection import Connection, Row, Run
from graphdb.stores.neo4j_references import References
from graphdb.stores.neo4j_shower import Shower, Shown, Sizes, chunks

__all__ = ["OPEN", "Writer"]

OPEN = 1 << 53
"""The end of a version that the current release holds."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Before:
    """What is there when a writer begins."""

    number: int  # of the current publication; 0: none
    hashes: set[str]
    begun: set[str]  # added by a writer that was cut off


class Writer:
    """Holds the lock while it is used as a context; the connection is its own for that time."""

    def __init__(self, connection: Connection, sizes: Sizes) -> None:
        self._sizes = sizes
        self._connection = connection
        self._ticket = secrets.token_hex(16)

    def publish(self, release: Release, published: datetime.datetime, progress: Progress = silent) -> None:
        """Write a release and make it the current one; the lock is held.

        Raises:
            BadFacts: the release holds a record twice, or a record names one that is not there.
            StoreBusy: another writer came in between.
            StoreFailed: the server refuses, or does not answer for long.
        """
        before = self._begin()
        number = before.number + 1
        self._reopen(number)
        shown = self._write_versions(release, before, number, progress)
        held = set(shown.hashes)
        self._drop(before.begun - held, number)
        if before.number and held == before.hashes:  # the same records: the same release
            self._mend(shown)
            return
        self._end(before.hashes - held, number)
        counts = json.dumps(Counter(record.kind_name for record in release.records), sort_keys=True)
        about = {"number": number, "release": release.name, "counts": counts}
        about["read"] = release.read.text()
        about["published"] = published.astimezone(datetime.UTC).isoformat()
        Shower(self._connection, self._in_turn, self._sizes).show(shown, number, lambda run: run("publish", **about))

    def mend(self, release: Release) -> None:
        """Bring what people see in step with the current release, if it is not."""
        self._take_ticket()
        self._mend(Shown(release.records, [_hash(canonical_line(record)) for record in release.records]))

    def prune(self, first: int) -> int:
        """Remove the publications before a number, and the versions that only they held. Gives how many went."""
        self._take_ticket()
        gone = int(self._in_turn(lambda run: run("prune_publications", first=first))[0][0])
        while self._in_turn(lambda run: run("prune_versions", first=first, limit=self._sizes.versions))[0][0]:
            pass
        return gone

    def _mend(self, shown: Shown) -> None:
        ((_, seen, _),) = self._connection.read("state_read")
        number = self._current()
        if seen != number:
            Shower(self._connection, self._in_turn, self._sizes).show(shown, number, lambda _: None)

    def _begin(self) -> _Before:
        self._take_ticket()
        number = self._current()
        hashes = {row[0] for row in self._connection.stream("version_hashes", number=number)} if number else set()
        begun = {row[0] for row in self._connection.stream("version_hashes_begun", number=number + 1)}
        return _Before(number, hashes, begun)

    def _take_ticket(self) -> None:
        self._connection.write(lambda run: run("ticket_take", ticket=self._ticket))

    def _current(self) -> int:
        rows = self._connection.read("publications")
        return int(rows[0][0]) if rows else 0

    def _write_versions(self, release: Release, before: _Before, number: int, progress: Progress) -> Shown:
        """Add the versions that are new; gives the hash of every record. The server writes some while the next are made."""
        there, hashes, total = before.hashes | before.begun, list[str](), len(release.records)
        references = References(release.records)
        progress(0, total)
        with ThreadPoolExecutor(max_workers=1) as writing:
            pending: Future[None] | None = None
            for records in chunks(release.records, self._sizes.versions):
                rows: list[dict[str, Any]] = []
                for record in records:
                    references.follow(record)
                    line = canonical_line(record)
                    hashes.append(_hash(line))
                    if hashes[-1] not in there:
                        rows.append(_row(record, line, hashes[-1]))
                if pending is not None:
                    pending.result()
                    progress(len(hashes) - len(records), total)
                pending = writing.submit(self._add, rows, number) if rows else None
            if pending is not None:
                pending.result()
        progress(total, total)
        references.check()
        return Shown(release.records, hashes)

    def _add(self, rows: list[dict[str, Any]], number: int) -> None:
        self._in_turn(lambda run: run("versions_add", rows=rows, number=number, open=OPEN))

    def _end(self, hashes: set[str], number: int) -> None:
        for some in chunks(sorted(hashes), self._sizes.versions):
            self._in_turn(_statement("versions_end", hashes=some, number=number, open=OPEN))

    def _reopen(self, number: int) -> None:
        while self._in_turn(lambda run: run("versions_reopen", number=number, open=OPEN, limit=self._sizes.versions))[
            0
        ][0]:
            pass

    def _drop(self, hashes: set[str], number: int) -> None:
        for some in chunks(sorted(hashes), self._sizes.versions):
            self._in_turn(_statement("versions_drop", hashes=some, number=number))

    def _in_turn(self, work: Callable[[Run], _T]) -> _T:
        """Run ``work`` in a transaction in which the ticket is still good."""

        def checked(run: Run) -> _T:
            if not run("ticket_check", ticket=self._ticket):
                raise StoreBusy("Another ingest took over the store.", "Wait until it is done and run this again.")
            return work(run)

        return self._connection.write(checked)


def _statement(name: str, **parameters: object) -> Callable[[Run], list[Row]]:
    return lambda run: run(name, **parameters)


def _row(record: Record, line: str, digest: str) -> dict[str, Any]:
    """One version; ``leads_to`` and ``within`` let a narrowing read find it from the place above or behind it."""
    row = {"hash": digest, "kind": record.kind_name, "id": record.id, "line": line, "words": names_of(record).words}
    if isinstance(record, Flow):
        return row | {"leads_to": record.target}
    if isinstance(record, Dataset):
        return row | {"leads_to": record.operator, "within": record.part_of}
    if isinstance(record, Organization):
        return row | {"leads_to": record.parent}
    return row


def _hash(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()
