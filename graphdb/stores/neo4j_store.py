"""The store in a Neo4j server: every release, a search index, and the current release as a graph that people browse.

How old and new live side by side is told in ``neo4j_writer``, what people see in ``neo4j_browsable``, and the schema in
``docs/neo4j-schema.md``. Readers ask for the versions that a publication holds; they never read what people see.
"""

import datetime
import hashlib
import json
import threading
from collections.abc import Iterable, Mapping, Sequence

from graphdb.errors import BadFacts, BadParameter, StoreFailed, StoreNotOurs, UnknownRelease
from graphdb.model import KINDS
from graphdb.release import Read, Release, read_records
from graphdb.stores.base import Hit, Progress, ReleaseInfo, Store, silent
from graphdb.stores.names import chosen_kinds, names_of, rank, search_words
from graphdb.stores.neo4j_connection import Address, Connection, Patience, Row
from graphdb.stores.neo4j_narrowing import around
from graphdb.stores.neo4j_schema import LATEST, migrate
from graphdb.stores.neo4j_shower import Sizes
from graphdb.stores.neo4j_writer import Writer

__all__ = ["Neo4jStore"]

_ORDER = {kind: number for number, kind in enumerate(KINDS)}
_TRIES = 3


class Neo4jStore(Store):
    """Keeps releases in a Neo4j server. Nothing is connected before the first call; each call may raise StoreFailed."""

    def __init__(self, address: Address, patience: Patience | None = None, sizes: Sizes | None = None) -> None:
        self._sizes = sizes or Sizes()
        self._connection = Connection(address, patience)
        self._lock = threading.Lock()
        self._known = False

    @classmethod
    def at(cls, setting: str, environment: Mapping[str, str], patience: Patience | None = None) -> "Neo4jStore":
        """The store at an address (see ``Address.read``). Raises BadParameter."""
        return cls(Address.read(setting, environment), patience)

    def save(self, release: Release, published: datetime.datetime, progress: Progress = silent) -> None:
        """Keep ``release`` and make it the current one (see ``Store.save``).

        Raises:
            BadFacts: the release holds a record twice, or a record names one that is not there.
        """
        if published.tzinfo is None:
            raise ValueError("the time of a publication needs a time zone")
        migrate(self._connection)
        with self._connection.holding("lock_take"):
            Writer(self._connection, self._sizes).publish(release, published, progress)

    def mend(self) -> None:
        """Bring what people see in step with the current release, if a killed save left it behind."""
        if not self._ours():
            return
        ((_, seen, _),) = self._connection.read("state_read")
        rows = self._connection.read("publications")
        if rows and seen != rows[0][0] and sum(json.loads(rows[0][3]).values()) <= self._sizes.shown:
            release = self.load()
            with self._connection.holding("lock_take"):
                Writer(self._connection, self._sizes).mend(release)

    def prune(self, keep: int) -> int:
        """Forget all but the newest ``keep`` publications. Gives how many went.

        Raises:
            BadParameter: fewer than one would be kept.
        """
        if keep < 1:
            raise BadParameter("At least one release must be kept.")
        if not self._ours():
            return 0
        with self._connection.holding("lock_take"):
            rows = self._connection.read("publications")
            return Writer(self._connection, self._sizes).prune(rows[min(keep, len(rows)) - 1][0]) if rows else 0

    def releases(self) -> tuple[ReleaseInfo, ...]:
        if not self._ours():
            return ()
        none = dict.fromkeys(KINDS, 0)
        return tuple(
            ReleaseInfo(name, datetime.datetime.fromisoformat(published), place == 0, none | json.loads(counts))
            for place, (_, name, published, counts) in enumerate(self._connection.read("publications"))
        )

    def load(self, known_at: str | None = None) -> Release:
        """The release that ``known_at`` names (see ``Store.load``).

        Raises:
            StoreFailed: what the server holds is not what was saved.
        """
        name = self.find(known_at).name
        for _ in range(_TRIES):  # a read that a pruning or a restart cut in two is read again
            rows = list(self._connection.stream("versions_of_publication", number=self._number(name)))
            lines = _in_order(rows)
            if hashlib.sha256("".join(line + "\n" for line in lines).encode()).hexdigest() == name:
                return self._release(lines, name)
        message = f"{self._connection.address.url} is damaged: release {name[:12]} is not what was saved."
        raise StoreFailed(message, "Restore a backup, or use a new database and run `datareach ingest` again.")

    def load_around(self, target: str, known_at: str | None = None) -> Release:
        """What can matter for ``target``, read by following flows backwards (see ``Store.load_around``)."""
        name = self.find(known_at).name
        number = self._number(name)
        ((read,),) = self._connection.read("publication_read", number=number)
        if read is None:
            return self.load(name)
        part = self._release(_in_order(around(self._connection, target, number)), name)
        return Release.part(part.records, name, Read.from_text(read))

    def search(
        self, text: str, *, kinds: Sequence[str] = (), limit: int = 20, known_at: str | None = None
    ) -> tuple[Hit, ...]:
        if limit < 1:
            raise BadParameter("A search must ask for at least one record.")
        words, chosen = search_words(text), chosen_kinds(kinds)
        name = self.find(known_at).name
        if not words:
            return ()
        # Words are letters and digits only, and folded: none is an operator of Lucene.
        asked = " ".join(f"+{word}*" for word in words)
        rows = self._connection.read("search", words=asked, kinds=chosen, number=self._number(name))
        ranked = []
        for record in self._release([line for (line,) in rows], name).records:
            names = names_of(record).all
            key, matched = rank(record.kind_name, record.id, names, words)
            ranked.append((key, Hit(record.kind_name, record.id, names[0].shown, matched)))
        ranked.sort(key=lambda pair: pair[0])
        return tuple(hit for _, hit in ranked[:limit])

    def close(self) -> None:
        self._connection.close()

    def _ours(self) -> bool:
        """Whether the server holds a store of ours. Raises StoreNotOurs if a newer version wrote it."""
        with self._lock:
            if self._known:
                return True
            rows = self._connection.read("state_read")
            if rows and rows[0][0] > LATEST:
                raise StoreNotOurs(
                    f"{self._connection.address.url} was written by a newer version of datareach.", "Update datareach."
                )
            self._known = bool(rows) and rows[0][0] == LATEST
            return bool(rows)

    def _number(self, name: str) -> int:
        ((number,),) = self._connection.read("publication_of_release", release=name)
        if number is None:
            raise UnknownRelease(f"{name!r} was pruned.", "`datareach releases` lists those that are there.")
        return int(number)

    def _release(self, lines: Iterable[str], name: str) -> Release:
        try:
            return Release.named(read_records(lines), name)
        except BadFacts as reason:
            told = f"holds a record that this version of datareach cannot read: {reason.report[0]}"
            hint = "Use the version that wrote it, or a newer one."
            raise StoreFailed(f"{self._connection.address.url} {told}", hint) from reason


def _in_order(rows: list[Row]) -> list[str]:
    """The lines of rows of kind, id and line, as a release orders them."""
    rows.sort(key=lambda row: (_ORDER.get(row[0], len(_ORDER)), row[1]))
    return [row[2] for row in rows]
