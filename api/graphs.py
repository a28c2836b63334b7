"""The graphs in memory: one a release, loaded once. A new release, also one that another process published, is noticed."""

import threading
from collections import OrderedDict

from graphdb.graph import Graph
from graphdb.stores.base import Store

__all__ = ["Graphs"]

_KEPT = 4


class Graphs:
    """The graphs of the releases that were asked for last. Any thread may ask.

    Which release is meant is asked of the store each time (about a millisecond); loading and indexing (a tenth of a
    second) happen once a release, while other threads wait for it.
    """

    def __init__(self, store: Store, kept: int = _KEPT) -> None:
        self._store = store
        self._kept = kept
        self._graphs: OrderedDict[str, Graph] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, known_at: str | None = None) -> Graph:
        """The graph of the release that ``known_at`` names (see ``Store.find``).

        Raises:
            StoreMissing: nothing was saved yet.
            UnknownRelease: no such release.
        """
        name = self._store.find(known_at).name
        with self._lock:
            graph = self._graphs.get(name)
            if graph is None:
                graph = _ready(Graph(self._store.load(name)))
                self._graphs[name] = graph
                while len(self._graphs) > self._kept:
                    self._graphs.popitem(last=False)
            self._graphs.move_to_end(name)
        return graph


def _ready(graph: Graph) -> Graph:
    """Computes now what a graph computes at first use, so that threads share it afterwards."""
    for _ in (graph.name, graph.network.known_joins, graph.former_ids, graph.withdrawn, graph.legal_actions_about):
        pass
    return graph
