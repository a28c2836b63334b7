"""Rule: plain reachability. Which vertices lead to the target over arcs that are all open?

This answers ``flowing`` for sets of any size and narrows every other question; the memory of copies is the business of
``rules.presence``. A frontier in NumPy is within twice the time of a compiled breadth-first search (docs/benchmarks.md),
without the time that importing one takes.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["leading_to"]

Numbers = NDArray[np.int32]
Starts = NDArray[np.int64]


def leading_to(starts: Starts, tail: Numbers, targets: Numbers) -> NDArray[np.bool_]:
    """(V,) whether each vertex leads to one of ``targets`` (each of which does). Arcs ordered by the vertex they enter:
    ``tail[starts[v]:starts[v + 1]]`` are the vertices that an arc leads from into ``v``."""
    found = np.zeros(len(starts) - 1, dtype=bool)
    found[targets] = True
    starts = starts.astype(np.int32)  # half of the memory to go through; nobody has two thousand million arcs
    finder = np.empty(len(found), dtype=np.int32)
    frontier = np.unique(targets)
    while len(frontier):
        first = starts.take(frontier)
        count = starts.take(frontier + 1) - first
        arc = np.repeat(first + count - np.cumsum(count, dtype=np.int32), count)
        arc += np.arange(len(arc), dtype=np.int32)
        new = tail.take(arc)
        new = new.compress(~found.take(new))
        found[new] = True
        # Of the arcs that found the same vertex, the one that wrote its number last brings it into the next frontier.
        number = np.arange(len(new), dtype=np.int32)
        finder[new] = number
        frontier = new.compress(finder.take(new) == number)
    return found
