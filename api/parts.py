"""Where a release is too large to be held in memory: questions about a target are answered from the part around it."""

import threading
from collections import OrderedDict

from api.graphs import Graphs, Known
from api.parameters import AskedRecord, read_known_at
from graphdb.graph import Graph
from graphdb.stores.base import Store

__all__ = ["ABOUT_A_TARGET", "Parts"]

ABOUT_A_TARGET = frozenset({"reach", "timeline", "law", "what-if", "categories", "people"})
"""Questions that what can reach their target answers. The others look at the whole release (a choke point names every
flow of its agreement, wherever it leads)."""

_NAME_RECORDS = ("without", "ended", "lifted", "extended")
"""Parameters that name records, of which a part may know nothing: with them, the whole is asked."""

_KEPT = 8


class Parts:
    """Graphs for questions: of a whole release of up to ``whole_records`` records, else of the part around the target.

    A part gives the very answers of the whole: a store reads every flow that can matter, and what was read for the whole.
    Any thread may ask.
    """

    def __init__(self, store: Store, graphs: Graphs, whole_records: int) -> None:
        self._store = store
        self._graphs = graphs
        self._whole_records = whole_records
        self._parts: OrderedDict[tuple[str, str], Graph] = OrderedDict()
        self._lock = threading.Lock()

    def known(self, question: str, ids: tuple[str, ...], asked: AskedRecord) -> Known:
        """The graph that answers a question about these ids, and what the store knows of its release.

        Raises:
            StoreMissing: nothing was saved yet.
            UnknownRelease: no such release.
        """
        known_at = read_known_at(asked)
        if question in ABOUT_A_TARGET and not any(getattr(asked, name, None) for name in _NAME_RECORDS):
            info = self._graphs.found(known_at)
            if sum(info.counts.values()) > self._whole_records:
                return Known(self._part(info.name, ids[0]), info)
        return self._graphs.known(known_at)

    def _part(self, name: str, target: str) -> Graph:
        with self._lock:
            graph = self._parts.get((name, target))
            if graph is None:
                graph = Graph(self._store.load_around(target, name))
                self._parts[name, target] = graph
                while len(self._parts) > _KEPT:
                    self._parts.popitem(last=False)
            self._parts.move_to_end((name, target))
        return graph
