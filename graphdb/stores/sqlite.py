"""The store in one SQLite file: every release, a search index, and the current release as plain tables.

A save is one transaction, so a process that is killed at any moment leaves the release before it or the new one, whole.
Each call opens a connection of its own (about a tenth of a millisecond), so any thread may call, and readers never wait
for a writer. The SQL is in ``schema``, the plain tables in ``readable``, the order of search results in ``names``.
"""

import contextlib
import datetime
import hashlib
import json
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphdb.errors import BadFacts, BadParameter, StoreFailed, StoreMissing, StoreNotOurs
from graphdb.model import KINDS
from graphdb.release import Release, canonical_line, read_records
from graphdb.stores import schema
from graphdb.stores.base import Hit, Progress, ReleaseInfo, Store, silent
from graphdb.stores.failures import error_for, error_for_file
from graphdb.stores.names import Name, chosen_kinds, names_of, rank, search_words
from graphdb.stores.readable import TABLES, VIEWS, dangling
from graphdb.stores.readable_rows import Row

__all__ = ["SqliteStore", "write_sqlite"]

_BUSY_SECONDS = 5.0
_INGEST = "Run `datareach ingest` to make one."


class SqliteStore(Store):
    """Keeps releases in the SQLite file at ``path``.

    The file is made by the first save, and only if ``create`` is set. A save waits ``busy_seconds`` for another one.

    Raises:
        StoreMissing: there is no such file, and ``create`` is not set.
        StoreNotOurs: the file is not a datareach store, or was written by a newer version.
        StoreFailed: the file cannot be read.
    """

    def __init__(self, path: Path, *, create: bool = False, busy_seconds: float = _BUSY_SECONDS) -> None:
        self._path = Path(path)
        self._create = create
        self._busy_seconds = busy_seconds
        if self._exists() or not create:
            self._check()

    def save(self, release: Release, published: datetime.datetime, progress: Progress = silent) -> None:
        """Keep ``release`` and make it the current one (see ``Store.save``).

        Raises:
            BadFacts: the release holds an id twice, or a record names one that is not there: plain tables that lead
                nowhere are not written.
        """
        if published.tzinfo is None:
            raise ValueError("the time of a publication needs a time zone")
        draft = _Draft.of(release, published)
        total = len(draft.records)
        progress(0, total)
        if self._create and not self._exists():
            with contextlib.suppress(FileExistsError):  # another first save was faster: this one follows it
                self._save_first(draft)
                progress(total, total)
                return
        self._check()
        with self._told(), self._writing(self._path, "mode=rw") as connection:
            connection.execute("BEGIN IMMEDIATE")
            row = connection.execute(schema.CURRENT_RELEASE).fetchone()
            if row is not None and row[0] == release.name:
                connection.execute("ROLLBACK")
                return
            _write(connection, draft)
            connection.execute("COMMIT")
            progress(total, total)
            # The release is kept already; this moves it into the file itself, for people who copy the file alone.
            with contextlib.suppress(sqlite3.OperationalError):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def releases(self) -> tuple[ReleaseInfo, ...]:
        if self._create and not self._exists():
            return ()
        with self._reading() as connection:
            rows = connection.execute(schema.PUBLICATIONS).fetchall()
        none = dict.fromkeys(KINDS, 0)
        return tuple(
            ReleaseInfo(name, datetime.datetime.fromisoformat(published), number == 0, none | json.loads(counts))
            for number, (name, published, counts) in enumerate(rows)
        )

    def load(self, known_at: str | None = None) -> Release:
        """The release that ``known_at`` names (see ``Store.load``).

        Raises:
            StoreFailed: what the file holds is not what was saved.
        """
        name = self.find(known_at).name
        with self._reading() as connection:
            lines = [line for (line,) in connection.execute(schema.LINES, {"release": name})]
        if hashlib.sha256("".join(line + "\n" for line in lines).encode()).hexdigest() != name:
            message = f"{self._path} is damaged: release {name[:12]} is not what was saved."
            raise StoreFailed(message, "Put a copy back, or move it away and run `datareach ingest` again.")
        try:
            return Release.of(read_records(lines))
        except BadFacts as reason:
            message = f"{self._path} holds a record that this version of datareach cannot read: {reason.report[0]}"
            raise StoreFailed(message, "Use the version that wrote it, or a newer one.") from reason

    def search(
        self, text: str, *, kinds: Sequence[str] = (), limit: int = 20, known_at: str | None = None
    ) -> tuple[Hit, ...]:
        if limit < 1:
            raise BadParameter("A search must ask for at least one record.")
        words, chosen = search_words(text), chosen_kinds(kinds)
        name = self.find(known_at).name
        if not words:
            return ()
        # Words are letters and digits only; the quotes keep AND, OR, NOT and NEAR from being read as operators.
        asked = {"words": " ".join(f'"{word}"*' for word in words), "kinds": json.dumps(chosen), "release": name}
        with self._reading() as connection:
            rows = connection.execute(schema.FOUND, asked).fetchall()
        ranked = []
        for kind, record_id, stored in rows:
            names = [Name(shown, folded, short) for shown, folded, short in json.loads(stored)]
            key, matched = rank(kind, record_id, names, words)
            ranked.append((key, Hit(kind, record_id, names[0].shown, matched)))
        ranked.sort(key=lambda pair: pair[0])
        return tuple(hit for _, hit in ranked[:limit])

    def close(self) -> None:
        """Nothing is held open between calls."""

    def _exists(self) -> bool:
        with self._told():
            return self._path.is_symlink() or self._path.exists()

    def _check(self) -> None:
        """Look at the header without SQLite, which might change a database of someone else merely by opening it."""
        try:
            with self._path.open("rb") as file:
                header = file.read(100)
        except FileNotFoundError as reason:
            raise StoreMissing(f"There is no store at {self._path}.", _INGEST) from reason
        except OSError as reason:
            raise error_for_file(reason, self._path) from reason
        if not header.startswith(b"SQLite format 3\0") or int.from_bytes(header[68:72]) != schema.APPLICATION_ID:
            raise StoreNotOurs(f"{self._path} is not a datareach store.", "Name another file; this one stays as it is.")
        if int.from_bytes(header[60:64]) > schema.SCHEMA_VERSION:
            raise StoreNotOurs(f"{self._path} was written by a newer version of datareach.", "Update datareach.")

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite and the system raise into the errors of a store."""
        try:
            yield
        except sqlite3.Error as reason:
            raise error_for(reason, self._path) from reason
        except FileExistsError:
            raise
        except OSError as reason:
            raise error_for_file(reason, self._path) from reason

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        self._check()
        with self._told(), contextlib.closing(self._open_to_read()) as connection:
            yield connection

    def _open_to_read(self) -> sqlite3.Connection:
        connection = self._connect(self._path, "mode=ro")
        try:
            connection.execute("SELECT 1 FROM _publication LIMIT 1")
        except sqlite3.OperationalError as reason:
            connection.close()
            waiting = self._path.with_name(self._path.name + "-wal")
            if reason.sqlite_errorcode & 0xFF not in _CANNOT_SHARE or (waiting.exists() and waiting.stat().st_size):
                raise
            # SQLite wants to put a lock file beside the store and may not (a read-only disk or folder, another user).
            # No save is waiting to be moved in, so the file is complete; `load` checks what it reads against the name.
            return self._connect(self._path, "mode=ro&immutable=1")
        return connection

    @contextlib.contextmanager
    def _writing(self, path: Path, how: str) -> Iterator[sqlite3.Connection]:
        with contextlib.closing(self._connect(path, how)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            yield connection

    def _connect(self, path: Path, how: str) -> sqlite3.Connection:
        address = f"{path.absolute().as_uri()}?{how}"
        return sqlite3.connect(address, uri=True, timeout=self._busy_seconds, isolation_level=None)

    def _save_first(self, draft: "_Draft") -> None:
        """Make the file beside its place and put it there complete, so that no failure leaves half a store.

        Raises:
            FileExistsError: meanwhile there is a file.
        """
        with self._told(), tempfile.TemporaryDirectory(dir=self._path.parent, prefix=f".{self._path.name}-") as folder:
            fresh = Path(folder) / "new"
            with self._writing(fresh, "mode=rwc") as connection:
                connection.execute("BEGIN IMMEDIATE")
                for statement in schema.CREATE:
                    connection.execute(statement)
                _write(connection, draft)
                connection.execute("COMMIT")
                # Only now, and kept in the file: what is still in a write-ahead log would not move with the file.
                connection.execute("PRAGMA journal_mode = WAL")
            _put(fresh, self._path)


def write_sqlite(release: Release, published: datetime.datetime, path: Path) -> None:
    """Write a new file that holds one release, whole or not at all: a store of its own, with its plain tables.

    Raises:
        StoreNotOurs: there is something at this place already.
        StoreFailed: the file cannot be written.
    """
    if path.exists() or path.is_symlink():
        raise StoreNotOurs(f"{path} is there already.", "Name a file that is not there yet.")
    with SqliteStore(path, create=True) as store:
        store.save(release, published)


_CANNOT_SHARE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def _put(fresh: Path, path: Path) -> None:
    """Give ``fresh`` its place, never over another file."""
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(path) from None
        fresh.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@dataclass(frozen=True)
class _Draft:
    """All that a save writes, worked out before the store is locked."""

    name: str
    published: str
    records: list[tuple[str, str, str, str, str, str]]
    tables: dict[str, list[Row]]

    @classmethod
    def of(cls, release: Release, published: datetime.datetime) -> "_Draft":
        day = published.astimezone(datetime.UTC).date()
        plain = {table.name: list(table.rows(release)) for table in TABLES if table.rows is not None}
        lost = list(dangling(plain))
        if lost:
            raise BadFacts("The release names records that it does not hold.", lost)
        answers = {table.name: list(table.make_rows(release, day)) for table in TABLES if table.rows is None}
        records = []
        for record in release.records:
            line, names = canonical_line(record), names_of(record)
            stored = json.dumps([(name.shown, name.folded, name.short) for name in names.all], ensure_ascii=False)
            digest = hashlib.sha256(line.encode()).hexdigest()
            records.append((digest, record.kind_name, record.id, stored, line, names.words))
        return cls(release.name, published.astimezone(datetime.UTC).isoformat(), records, plain | answers)


def _write(connection: sqlite3.Connection, draft: _Draft) -> None:
    """Add a release and its publication, inside a transaction."""
    try:
        _write_release(connection, draft)
        _write_tables(connection, draft)
    except sqlite3.IntegrityError as reason:
        raise BadFacts("The release holds a record twice.", [str(reason)]) from reason


def _write_release(connection: sqlite3.Connection, draft: _Draft) -> None:
    hashes = json.dumps([row[0] for row in draft.records])
    known = {digest for (digest,) in connection.execute(schema.KNOWN_HASHES, {"hashes": hashes})}
    fresh = [row for row in draft.records if row[0] not in known]
    connection.executemany(schema.ADD_RECORD, (row[:5] for row in fresh))
    connection.executemany(schema.ADD_WORDS, ((row[5], row[0]) for row in fresh))
    name = draft.name
    if connection.execute(schema.ADD_RELEASE, {"name": name}).rowcount:
        counts = Counter(row[1] for row in draft.records)
        connection.executemany(schema.ADD_COUNT, ((kind, count, name) for kind, count in counts.items()))
        members = ((position, name, row[0]) for position, row in enumerate(draft.records))
        connection.executemany(schema.ADD_MEMBER, members)
    connection.execute(schema.ADD_PUBLICATION, {"name": name, "published": draft.published})


def _write_tables(connection: sqlite3.Connection, draft: _Draft) -> None:
    for view in VIEWS:
        connection.execute(view.drop)
    for table in reversed(TABLES):
        connection.execute(table.drop)
    for table in TABLES:
        connection.execute(table.create)
        connection.executemany(table.insert, draft.tables[table.name])
    for view in VIEWS:
        connection.execute(view.create)
