"""The connection to a Neo4j server, and the only module that imports its driver.

Every statement is a file (``neo4j_queries``). A transaction is tried again with back-off when the server was away for a
moment or the commit was not confirmed; so whatever is written must come out the same when it is run twice.
"""

import contextlib
import logging
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import ClientError, ConfigurationError, DriverError, IncompleteCommit, Neo4jError

from graphdb.errors import BadParameter, StoreBusy, StoreFailed
from graphdb.stores.neo4j_failures import error_for
from graphdb.stores.neo4j_queries import statement

__all__ = ["Address", "Connection", "Patience", "Row", "Run"]

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")

Row = tuple[Any, ...]
Run = Callable[..., list[Row]]
"""Runs the statement of a name with parameters inside a transaction, and gives all rows."""

_T = TypeVar("_T")

# What goes wrong is raised; without this the driver also prints it where no log was set up.
logging.getLogger("neo4j").addHandler(logging.NullHandler())
_USER, _PASSWORD, _PASSWORD_FILE = "DATAREACH_NEO4J_USER", "DATAREACH_NEO4J_PASSWORD", "DATAREACH_NEO4J_PASSWORD_FILE"


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. ``read`` and ``write``: how long to try again when the server is away; ``busy``: how long to wait for
    another ingest; ``statement``: how long one transaction may take."""

    read: float = 5.0
    write: float = 60.0
    busy: float = 5.0
    statement: float = 600.0


@dataclass(frozen=True)
class Address:
    """Where a server is and who asks. The credentials are in no text that is made of it."""

    url: str
    database: str | None
    user: str
    password: str | None

    @classmethod
    def read(cls, setting: str, environment: Mapping[str, str]) -> "Address":
        """The address in a setting such as ``neo4j://localhost:7687/neo4j`` (the database may be left out).

        Raises:
            BadParameter: the setting is no address, or holds a name or password, or the file of the password cannot be
                read. No message repeats the setting.
        """
        try:
            parts = urlsplit(setting)
            host, port = parts.hostname, parts.port or 7687
        except ValueError as reason:
            raise BadParameter("The address of the Neo4j server is no address.", _EXAMPLE) from reason
        if parts.username is not None or parts.password is not None or "@" in setting:
            raise BadParameter(
                "The address of the Neo4j server must not hold a name or a password.", f"Set {_USER} and {_PASSWORD}."
            )
        if parts.scheme.lower() not in SCHEMES or not host or parts.query or parts.fragment:
            raise BadParameter("The address of the Neo4j server is no address.", _EXAMPLE)
        shown = f"[{host}]" if ":" in host else host
        url = f"{parts.scheme.lower()}://{shown}:{port}"
        return cls(url, parts.path.strip("/") or None, environment.get(_USER, "neo4j"), _password(environment))

    def __repr__(self) -> str:
        return f"Address({self.url})"

    __str__ = __repr__


_EXAMPLE = "Write it as neo4j://localhost:7687."


def _password(environment: Mapping[str, str]) -> str | None:
    if _PASSWORD in environment:
        return environment[_PASSWORD]
    if _PASSWORD_FILE not in environment:
        return None
    try:
        return Path(environment[_PASSWORD_FILE]).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as reason:
        raise BadParameter(f"The file that {_PASSWORD_FILE} names cannot be read.", "Look at its rights.") from reason


class Connection:
    """One server. Any thread may use it. Nothing is connected before the first statement."""

    def __init__(self, address: Address, patience: Patience | None = None) -> None:
        self.address = address
        self.patience = patience or Patience()
        self._driver: neo4j.Driver | None = None
        self._lock = threading.Lock()

    def read(self, name: str, **parameters: object) -> list[Row]:
        """All rows of one statement.

        Raises:
            StoreFailed: the server does not answer, or refuses.
        """
        return self._retried(lambda: self._once(name, parameters), self.patience.read)

    def stream(self, name: str, **parameters: object) -> Iterator[Row]:
        """The rows of one statement as they come. What was given is not taken back when the server goes away.

        Raises:
            StoreFailed: the server does not answer, or refuses.
        """
        with self._told(), self._session(neo4j.READ_ACCESS) as session:
            query = neo4j.Query(statement(name), timeout=self.patience.statement)
            for record in session.run(query, parameters):
                yield tuple(record)

    def write(self, work: Callable[[Run], _T]) -> _T:
        """What ``work`` gives, run in one transaction. It may be run again: it must come out the same.

        Raises:
            StoreFailed: the server does not answer for long, or refuses.
        """

        def once() -> _T:
            with (
                self._session(neo4j.WRITE_ACCESS) as session,
                session.begin_transaction(timeout=self.patience.statement) as transaction,
            ):
                result = work(_runner(transaction))
                transaction.commit()
                return result

        return self._retried(once, self.patience.write)

    @contextlib.contextmanager
    def holding(self, name: str) -> Iterator[None]:
        """Hold the lock that the statement takes, in a transaction of its own that writes nothing. The server gives it
        back when this process ends, however it ends.

        Raises:
            StoreBusy: another process holds it.
        """
        self._wait_for(name)
        with self._session(neo4j.WRITE_ACCESS) as session:
            with self._told():
                transaction = session.begin_transaction(timeout=0)  # 0: for as long as it takes
                _runner(transaction)(name)
            try:
                yield
            finally:
                with contextlib.suppress(DriverError, Neo4jError):
                    transaction.rollback()

    def close(self) -> None:
        """Close every connection; the next statement opens a new one."""
        with self._lock:
            driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()

    def _wait_for(self, name: str) -> None:
        """Wait until the lock is free, and no longer than allowed: a transaction that holds it cannot have a limit."""

        def once() -> None:
            with (
                self._session(neo4j.WRITE_ACCESS) as session,
                session.begin_transaction(timeout=self.patience.busy) as transaction,
            ):
                try:
                    _runner(transaction)(name)
                except (ClientError, Neo4jError) as reason:
                    if "TimedOut" in (reason.code or "") or "LockClientStopped" in (reason.code or ""):
                        raise StoreBusy(
                            f"Another ingest is writing to {self.address.url}.",
                            "Wait until it is done and run this again.",
                        ) from reason
                    raise

        self._retried(once, self.patience.write)

    def _once(self, name: str, parameters: dict[str, Any]) -> list[Row]:
        with self._session(neo4j.READ_ACCESS) as session:
            query = neo4j.Query(statement(name), timeout=self.patience.statement)
            return [tuple(record) for record in session.run(query, parameters)]

    def _retried(self, once: Callable[[], _T], patience: float) -> _T:
        end, pause = time.monotonic() + patience, 0.05
        with self._told():
            while True:
                try:
                    return once()
                except (DriverError, Neo4jError) as reason:
                    again = reason.is_retryable() or isinstance(reason, IncompleteCommit) or _of_two_first_ones(reason)
                    if not again or time.monotonic() + pause > end:
                        raise
                time.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311 (so that several do not come at once)
                pause = min(pause * 2, 2.0)

    def _session(self, access: str) -> neo4j.Session:
        with self._lock:
            if self._driver is None:
                self._driver = self._connect()
            driver = self._driver
        return driver.session(default_access_mode=access, database=self.address.database)

    def _connect(self) -> neo4j.Driver:
        address = self.address
        return neo4j.GraphDatabase.driver(
            address.url,
            auth=None if address.password is None else (address.user, address.password),
            connection_timeout=5.0,
            connection_acquisition_timeout=10.0,
            liveness_check_timeout=30.0,
            notifications_min_severity="OFF",
            user_agent="datareach",
        )

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what the driver raises into the errors of a store."""
        try:
            yield
        except ConfigurationError as reason:
            raise BadParameter(f"{self.address.url} cannot be used: {reason}.") from reason
        except Neo4jError as reason:
            raise error_for(reason.code, reason.message, self.address.url) from reason
        except DriverError as reason:
            message = f"The Neo4j server at {self.address.url} does not answer."
            raise StoreFailed(message, "Start it, or look at its address and its log.") from reason


def _of_two_first_ones(reason: Exception) -> bool:
    """Two first ingests made the same index at the same moment."""
    return isinstance(reason, Neo4jError) and "AlreadyExists" in (reason.code or "")


def _runner(transaction: neo4j.Transaction) -> Run:
    def run(name: str, **parameters: object) -> list[Row]:
        return [tuple(record) for record in transaction.run(statement(name), parameters)]

    return run
