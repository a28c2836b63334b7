"""Where a release is too large to be held in memory: questions about a target are answered from the part around it."""

import threading
from collections import OrderedDict

from api.graphs import Graphs
from api.parameters import AskedRecord, read_known_at
from graphdb.errors import StoreFailed
from graphdb.graph import Graph
from graphdb.stores.base import ReleaseInfo, Store

__all__ = ["ABOUT_A_TARGET", "Parts"]

ABOUT_A_TARGET = frozenset({"reach", "choke-points", "timeline", "law", "what-if", "categories", "people"})
"""Questions that only what can reach their target answers. The others look at the whole release."""

_NAME_RECORDS = ("without", "ended", "lifted", "extended")
"""Parameters that name records, of which a part may know nothing: they are asked of the whole."""

_KEPT = 8


class Parts:
    """Graphs for questions: of a whole release of up to ``whole_records`` records, else of the part around the target.

    A part gives the very answers of the whole: a store reads every flow that can matter, and what the whole rests on.
    Any thread may ask.
    """

    def __init__(self, store: Store, graphs: Graphs, whole_records: int) -> None:
        self._store = store
        self._graphs = graphs
        self._whole_records = whole_records
        self._parts: OrderedDict[tuple[str, str], Graph] = OrderedDict()
        self._lock = threading.Lock()
        self._current: ReleaseInfo | None = None

    def get(self, question: str, ids: tuple[str, ...], asked: AskedRecord) -> Graph:
        """The graph that answers a question about these ids.

        Raises:
            StoreMissing: nothing was saved yet.
            UnknownRelease: no such release.
        """
        known_at = read_known_at(asked)
        if question not in ABOUT_A_TARGET or any(getattr(asked, name, None) for name in _NAME_RECORDS):
            return self._graphs.get(known_at)
        info = self._found(known_at)
        if sum(info.counts.values()) <= self._whole_records:
            return self._graphs.get(known_at)
        return self._part(info.name, ids[0])

    def _found(self, known_at: str | None) -> ReleaseInfo:
        """The release that is meant. While the store is away, the current one is the one that it last named."""
        try:
            info = self._store.find(known_at)
        except StoreFailed:
            if known_at is not None or self._current is None:
                raise
            return self._current
        if known_at is None:
            self._current = info
        return info

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
