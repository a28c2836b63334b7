"""The graphs in memory: one a release, loaded once. A new release, also one that another process published, is noticed."""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from graphdb.errors import StoreFailed
from graphdb.graph import Graph
from graphdb.stores.base import ReleaseInfo, Store

__all__ = ["Graphs", "Known"]

_KEPT = 4

_SILENT_SECONDS = 2.0
"""How long a store that did not answer is not asked again; a new release is noticed within five seconds."""


@dataclass(frozen=True, slots=True)
class Known:
    """A graph, and what the store knows of its release."""

    graph: Graph
    info: ReleaseInfo


class Graphs:
    """The graphs of the releases that were asked for last. Any thread may ask.

    Which release is meant is asked of the store (about a millisecond), about the current one only so many seconds after it
    last said; loading and indexing (a tenth of a second) happen once a release, while other threads wait for it. A store
    that is away for a while (a server that is started again) fails no question about the current release: the graph is here.
    """

    def __init__(self, store: Store, kept: int = _KEPT, asked_again_after: float = 0.0) -> None:
        self._store = store
        self._kept = kept
        self._asked_again_after = asked_again_after
        self._graphs: OrderedDict[str, Graph] = OrderedDict()
        self._lock = threading.Lock()
        self._saying = threading.Lock()  # apart: who asks for the name does not wait while a graph is loaded
        self._current: ReleaseInfo | None = None
        self._said: ReleaseInfo | None = None
        self._believed_until = 0.0

    def get(self, known_at: str | None = None) -> Graph:
        """The graph of the release that ``known_at`` names (see ``Store.find``).

        Raises:
            StoreMissing: nothing was saved yet.
            UnknownRelease: no such release.
        """
        return self.known(known_at).graph

    def known(self, known_at: str | None = None) -> Known:
        """The graph, and what the store knows of its release. Raises as ``get``."""
        info = self._find(known_at)
        with self._lock:
            graph = self._graphs.get(info.name)
            if graph is None:
                graph = _ready(Graph(self._store.load(info.name)))
                self._graphs[info.name] = graph
                while len(self._graphs) > self._kept:
                    self._graphs.popitem(last=False)
            self._graphs.move_to_end(info.name)
            if known_at is None:
                self._current = info
        return Known(graph, info)

    def found(self, known_at: str | None = None) -> ReleaseInfo:
        """What the store knows of the release, without loading it. Raises as ``get``."""
        return self._find(known_at)

    def believed(self) -> str | None:
        """The current release, where the store said it a moment ago. Asks nobody, so that it can be asked anywhere."""
        said = self._said
        return said.name if said is not None and time.monotonic() < self._believed_until else None

    def current(self) -> str:
        """The name of the current release. Raises StoreMissing."""
        return self._find(None).name

    def _find(self, known_at: str | None) -> ReleaseInfo:
        """The release that is meant. While the store does not answer, the current one is the one that was loaded last (or
        said last, where none was loaded whole)."""
        if known_at is not None:
            return self._store.find(known_at)
        with self._saying:
            said = self._said
            if said is not None and time.monotonic() < self._believed_until:
                return said
        try:
            found, seconds = self._store.find(), self._asked_again_after
        except StoreFailed:
            loaded = self._current
            last = loaded or said
            if last is None:
                raise
            found, seconds = last, _SILENT_SECONDS
        with self._saying:
            self._said, self._believed_until = found, time.monotonic() + seconds
        return found


def _ready(graph: Graph) -> Graph:
    """Computes now what a graph computes at first use, so that threads share it afterwards."""
    for _ in (graph.name, graph.network.known_joins, graph.former_ids, graph.withdrawn, graph.legal_actions_about):
        pass
    return graph
