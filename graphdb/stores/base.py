"""The seam between the graph and where it is kept. The rules never touch a store; a store judges nothing."""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from graphdb.dates import parse_date
from graphdb.errors import BadDate, BadParameter, StoreMissing, UnknownRelease
from graphdb.release import Release

__all__ = ["Hit", "Progress", "ReleaseInfo", "Store", "silent"]

Progress = Callable[[int, int], None]
"""Told how many records are written, and how many there are to write."""

_SHORTEST_PREFIX = 6


def silent(done: int, total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """What a store knows of a release without loading it. ``counts`` holds the number of records of each kind."""

    name: str
    published: datetime.datetime
    current: bool
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that a search found, with the name that matched, best first."""

    kind: str
    id: str
    name: str
    matched: str


class Store(ABC):
    """Keeps releases. Every release stays readable after the next one is saved."""

    @abstractmethod
    def save(self, release: Release, published: datetime.datetime, progress: Progress = silent) -> None:
        """Keep ``release`` and make it the current one, whole or not at all. Saving the current release changes nothing.

        ``published`` has a time zone. A release that was current before and comes back is current again from then on.

        Raises:
            StoreBusy: another ingest is writing.
            StoreFailed: the store cannot be written; the release before it is still whole and current.
        """

    @abstractmethod
    def releases(self) -> tuple[ReleaseInfo, ...]:
        """Every publication of a release, newest first; empty when nothing was saved yet."""

    @abstractmethod
    def load(self, known_at: str | None = None) -> Release:
        """The release that ``known_at`` names (see ``find``).

        Raises:
            StoreMissing: nothing was saved yet.
            UnknownRelease: no such release.
        """

    @abstractmethod
    def search(
        self, text: str, *, kinds: Sequence[str] = (), limit: int = 20, known_at: str | None = None
    ) -> tuple[Hit, ...]:
        """Records whose name, abbreviation, alias, id or former id matches every word of ``text``, best first.

        The last letters of a word may be missing. ``kinds`` narrows to kinds of records (empty: all).
        """

    def load_around(self, target: str, known_at: str | None = None) -> Release:  # noqa: ARG002 (of stores that narrow)
        """The part of a release that can matter for what reaches the place ``target``, under the release's own name: the
        answers about it are those of the whole. A store that has no faster way gives the whole release.

        Raises:
            StoreMissing: nothing was saved yet.
            UnknownRelease: no such release.
        """
        return self.load(known_at)

    def prune(self, keep: int) -> int:  # noqa: ARG002 (of stores that forget)
        """Forget all but the newest ``keep`` publications. Gives how many went.

        Raises:
            BadParameter: this store keeps every release, or fewer than one would be kept.
        """
        raise BadParameter("This store keeps every release.", "Export one and import it into a new file.")

    def mend(self) -> None:
        """Finish what a killed save left undone after its release was current already; in most stores nothing."""
        return

    @abstractmethod
    def close(self) -> None:
        """Give back what the store holds open."""

    def find(self, known_at: str | None = None) -> ReleaseInfo:
        """The publication that ``known_at`` names: none = the current one; a release name or its first digits (six or
        more); or a date, for the release that was current at the end of that day (UTC).

        Raises:
            StoreMissing: nothing was saved yet.
            UnknownRelease: no release has this name, or none was published by that date, or several begin so.
        """
        infos = self.releases()
        if not infos:
            raise StoreMissing("The store holds no release yet.", "Run `datareach ingest` first.")
        if known_at is None:
            return next(info for info in infos if info.current)
        if "-" in known_at or len(known_at) == 4:
            return self._find_by_date(infos, known_at)
        named = {info.name: info for info in reversed(infos) if info.name.startswith(known_at.lower())}
        if len(known_at) < _SHORTEST_PREFIX or len(named) != 1:
            problem = "begins several releases" if len(named) > 1 else "names no release"
            raise UnknownRelease(f"{known_at!r} {problem}.", "`datareach releases` lists them.")
        return next(iter(named.values()))

    @staticmethod
    def _find_by_date(infos: tuple[ReleaseInfo, ...], known_at: str) -> ReleaseInfo:
        try:
            day = parse_date(known_at).last
        except BadDate as reason:
            raise UnknownRelease(
                f"{known_at!r} is neither a date nor a release.", "`datareach releases` lists them."
            ) from reason
        for info in infos:
            if info.published.astimezone(datetime.UTC).date().toordinal() <= day:
                return info
        raise UnknownRelease(f"No release had been published by {known_at}.", "`datareach releases` lists them.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
