"""Answers and pages kept in memory: an answer is a value of release and query, so it never grows old."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Annotated, TypeVar

from fastapi import Depends, Request

__all__ = ["KeptAnswers", "KeptOf"]

_V = TypeVar("_V")


class KeptAnswers:
    """The values asked for last, by key. Any thread may ask."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], _V]) -> _V:
        """The value of a key, made if it is not kept. Two threads may make the same value at once; one is kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]  # type: ignore[return-value]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


def _kept(request: Request) -> KeptAnswers:
    kept: KeptAnswers = request.app.state.pages
    return kept


KeptOf = Annotated[KeptAnswers, Depends(_kept)]
