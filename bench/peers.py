"""The same set of origins by other means: networkx, a plain frontier in NumPy, and SciPy's breadth-first search."""

from collections.abc import Callable

import networkx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from graphdb.model import Basis, Evidence, FlowState
from graphdb.network import Network
from graphdb.rules.evidence import GRADES
from graphdb.rules.joins import Walk
from graphdb.rules.states import WALKABLE
from graphdb.rules.walking import Arcs

__all__ = ["networkx_ancestors", "numpy_frontier", "scipy_search"]

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int32]

_ACTIVE = WALKABLE.index(FlowState.active)
_PERMITTED = list(Basis).index(Basis.permitted)


def networkx_ancestors(walk: Walk, targets: Numbers, day: int, evidence: Evidence) -> Callable[[], Flags]:
    """``ancestors`` on a view that an edge filter narrows; the multigraph is built beforehand."""
    network, vertices = walk.network, walk.vertex_count
    graph: networkx.MultiDiGraph[int] = networkx.MultiDiGraph()
    graph.add_nodes_from(range(vertices + 1))
    arc_count = len(walk.tail)
    for arc, (tail, head) in enumerate(zip(walk.tail.tolist(), walk.head.tolist(), strict=True)):
        graph.add_edge(tail, head, arc)
    for target in targets.tolist():
        graph.add_edge(target, vertices, arc_count)
    grade, basis = network.grade[walk.flow].tolist(), network.basis[walk.flow].tolist()
    state, somewhere = network.period_state[walk.period].tolist(), network.somewhere[walk.period].tolist()
    first, last = network.sure_first[walk.period].tolist(), network.sure_last[walk.period].tolist()
    weakest = GRADES.index(evidence)

    def is_open(_tail: int, _head: int, arc: int) -> bool:
        return arc == arc_count or (
            state[arc] == _ACTIVE
            and basis[arc] != _PERMITTED
            and grade[arc] <= weakest
            and first[arc] <= day <= last[arc]
            and not somewhere[arc]
        )

    def search() -> Flags:
        view = networkx.subgraph_view(graph, filter_edge=is_open)
        found = np.zeros(vertices, dtype=bool)
        found[list(networkx.ancestors(view, vertices))] = True
        return found

    return search


def numpy_frontier(network: Network, walk: Walk, targets: Numbers, day: int, evidence: Evidence) -> Callable[[], Flags]:
    """A frontier over all arcs; the filters are evaluated for the arcs in one go, with plain indexing."""

    def search() -> Flags:
        flow, period = walk.flow, walk.period
        keep = (
            (network.period_state[period] == _ACTIVE)
            & (network.basis[flow] != _PERMITTED)
            & (network.grade[flow] <= GRADES.index(evidence))
            & (network.sure_first[period] <= day)
            & (day <= network.sure_last[period])
            & ~network.somewhere[period]
        )
        found = np.zeros(walk.vertex_count, dtype=bool)
        found[targets] = True
        frontier = targets
        while len(frontier):
            count = walk.starts[frontier + 1] - walk.starts[frontier]
            arc = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count - walk.starts[frontier], count)
            frontier = np.unique(walk.tail[arc[keep[arc]]])
            frontier = frontier[~found[frontier]]
            found[frontier] = True
        return found

    return search


def scipy_search(arcs: Arcs, targets: Numbers) -> Callable[[], Flags]:
    """The compiled search alone: the matrix of the open arcs is ready, and one more vertex leads to all targets."""
    vertices = len(arcs.starts) - 1
    starts = np.append(arcs.starts, len(arcs.tail) + len(targets)).astype(np.int32)
    tails = np.concatenate([arcs.tail, targets])
    matrix = csr_array((np.ones(len(tails)), tails, starts), shape=(vertices + 1, vertices + 1))

    def search() -> Flags:
        order = breadth_first_order(matrix, vertices, directed=True, return_predecessors=False)
        found = np.zeros(vertices + 1, dtype=bool)
        found[order] = True
        return found[:vertices]

    return search
