"""Rule: plain reachability. Which vertices lead to the target over arcs that are all open?

This answers ``flowing`` for sets of any size and narrows every other question; the memory of copies is the business of
``rules.presence``. The breadth-first search is SciPy's for large graphs, where its compiled loop is ten times as fast as
a frontier in NumPy; below, a frontier avoids importing SciPy, which costs more than the answer.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["leading_to"]

_LARGE = 50_000

Numbers = NDArray[np.int32]
Starts = NDArray[np.int64]


def leading_to(starts: Starts, tail: Numbers, targets: Numbers) -> NDArray[np.bool_]:
    """(V,) whether each vertex leads to one of ``targets`` (each of which does). Arcs ordered by the vertex they enter:
    ``tail[starts[v]:starts[v + 1]]`` are the vertices that an arc leads from into ``v``."""
    if len(tail) > _LARGE:
        return _compiled(starts, tail, targets)
    found = np.zeros(len(starts) - 1, dtype=bool)
    found[targets] = True
    frontier = np.unique(targets)
    while len(frontier):
        count = starts[frontier + 1] - starts[frontier]
        arc = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count - starts[frontier], count)
        frontier = np.unique(tail[arc])
        frontier = frontier[~found[frontier]]
        found[frontier] = True
    return found


def _compiled(starts: Starts, tail: Numbers, targets: Numbers) -> NDArray[np.bool_]:
    from scipy.sparse import csr_array  # noqa: PLC0415 - see the module's docstring
    from scipy.sparse.csgraph import breadth_first_order  # noqa: PLC0415

    vertices = len(starts) - 1
    # One more vertex, entered from all targets, makes the search start at all of them.
    all_starts = np.append(starts, len(tail) + len(targets)).astype(np.int32)
    all_tails = np.concatenate([tail, targets]).astype(np.int32)
    matrix = csr_array(
        (np.ones(len(all_tails), dtype=np.int8), all_tails, all_starts), shape=(vertices + 1, vertices + 1)
    )
    order = breadth_first_order(matrix, vertices, directed=True, return_predecessors=False)
    found = np.zeros(vertices + 1, dtype=bool)
    found[order] = True
    return found[:vertices]
