"""The graphs in memory: one a release, loaded once. A new release, also one that another process published, is noticed."""

import threading
import time
from collections import OrderedDict

from graphdb.errors import StoreFailed
from graphdb.graph import Graph
from graphdb.stores.base import Store

__all__ = ["Graphs"]

_KEPT = 4

_SILENT_SECONDS = 2.0
"""How long a store that did not answer is not asked again; a new release is noticed within five seconds."""


class Graphs:
    """The graphs of the releases that were asked for last. Any thread may ask.

    Which release is meant is asked of the store each time (about a millisecond); loading and indexing (a tenth of a
    second) happen once a release, while other threads wait for it. A store that is away for a while (a server that is
    started again) fails no question about the current release: the graph is here.
    """

    def __init__(self, store: Store, kept: int = _KEPT) -> None:
        self._store = store
        self._kept = kept
        self._graphs: OrderedDict[str, Graph] = OrderedDict()
        self._lock = threading.Lock()
        self._current: str | None = None
        self._silent_until = 0.0

    def get(self, known_at: str | None = None) -> Graph:
        """The graph of the release that ``known_at`` names (see ``Store.find``).

        Raises:
            StoreMissing: nothing was saved yet.
            UnknownRelease: no such release.
        """
        name = self._name(known_at)
        with self._lock:
            graph = self._graphs.get(name)
            if graph is None:
                graph = _ready(Graph(self._store.load(name)))
                self._graphs[name] = graph
                while len(self._graphs) > self._kept:
                    self._graphs.popitem(last=False)
            self._graphs.move_to_end(name)
            if known_at is None:
                self._current = name
        return graph

    def _name(self, known_at: str | None) -> str:
        """The release that is meant. While the store does not answer, the current one is the one it last said."""
        with self._lock:
            last, silent = self._current, time.monotonic() < self._silent_until
        known = known_at is None and last is not None
        if known and silent:
            return str(last)
        try:
            return self._store.find(known_at).name
        except StoreFailed:
            if not known:
                raise
            with self._lock:
                self._silent_until = time.monotonic() + _SILENT_SECONDS
            return str(last)


def _ready(graph: Graph) -> Graph:
    """Computes now what a graph computes at first use, so that threads share it afterwards."""
    for _ in (graph.name, graph.network.known_joins, graph.former_ids, graph.withdrawn, graph.legal_actions_about):
        pass
    return graph
