"""Answers that a graph remembers. A graph and an answer are values, so an answer once found stays right for its release."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from graphdb.graph import Graph

__all__ = ["forget", "remembered"]

_MOST_ANSWERS = 64
_MOST_FLOWS = 20_000
"""Answers of larger graphs may be so large that remembering many of them would cost too much memory."""

_A = TypeVar("_A")
_P = TypeVar("_P", bound=Hashable)

_answers: WeakKeyDictionary[Graph, OrderedDict[Hashable, Any]] = WeakKeyDictionary()
_lock = threading.Lock()


def remembered(ask: Callable[[Graph, _P], _A]) -> Callable[[Graph, _P], _A]:
    """A question that is answered once for the same graph and parameters; each graph keeps the answers used last."""

    @wraps(ask)
    def answered(graph: Graph, parameters: _P) -> _A:
        if len(graph.flows) > _MOST_FLOWS:
            return ask(graph, parameters)
        asked = (ask.__module__, parameters)
        with _lock:
            known = _answers.setdefault(graph, OrderedDict())
            if asked in known:
                known.move_to_end(asked)
                answer: _A = known[asked]
                return answer
        answer = ask(graph, parameters)  # two threads may do the same work; neither waits for the other
        with _lock:
            known[asked] = answer
            if len(known) > _MOST_ANSWERS:
                known.popitem(last=False)
        return answer

    return answered


def forget(graph: Graph) -> None:
    """Drops what a graph remembers: for measuring what a question costs when it is asked for the first time."""
    with _lock:
        _answers.pop(graph, None)
    for name in ("known_joins", "assumed_joins"):
        if name in vars(graph.network):
            getattr(graph.network, name).sweeps.clear()
