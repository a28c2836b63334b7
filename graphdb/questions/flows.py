"""Over which flows can data reach the target, as an answer counts it? All of them, not only those of the best routes: what
a picture of the answer draws."""

import numpy as np
from numpy.typing import NDArray

from graphdb.answers import Hop
from graphdb.graph import Graph
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.search_routes import Search
from graphdb.questions.telling import tell_hop
from graphdb.rules.presence import leads, sweep
from graphdb.rules.target import target_places

__all__ = ["answer_flows", "blocked_flows"]


def answer_flows(graph: Graph, answer: ReachAnswer) -> tuple[Hop, ...]:
    """The flows by which the origins of the answer reach its target: every hop of a best route, and every other flow over
    which data of such an origin surely can reach it. In the order of their ids; those out of places without a row (cut
    by a limit, or left out for their categories) are not among them."""
    told = {hop.flow: hop for row in answer.datasets + answer.organizations for hop in row.route.hops}
    origins = {row.origin.id for row in answer.datasets + answer.organizations}
    filters = answer.parameters.filters
    for number in np.flatnonzero(_counted(graph, answer)):
        flow = graph.flows[number]
        if flow.id not in told and flow.source in origins:
            told[flow.id] = tell_hop(graph, flow, filters.day, filters.selection().walked_states)
    return tuple(told[id_] for id_ in sorted(told))


def blocked_flows(graph: Graph, answer: ReachAnswer) -> tuple[Hop, ...]:
    """The flows straight from an origin of the answer into its target that are blocked or suspended on the day."""
    ids = sorted({id_ for row in answer.datasets + answer.organizations for id_ in row.blocked})
    return tuple(tell_hop(graph, graph.flow(id_), answer.parameters.filters.day) for id_ in ids)


def _counted(graph: Graph, answer: ReachAnswer) -> NDArray[np.bool_]:
    """(F,) the flows over which what is asked for surely can reach the target."""
    target = target_places(graph.network, graph.place(answer.target.id))
    search = Search(graph, answer.parameters.filters, target.mask, target.mask)
    arcs = search.arcs(sure=True)
    counted = np.zeros(graph.network.flow_count, dtype=bool)
    arc_flows = arcs.flow[leads(arcs, sweep(arcs, search.targets, search.goal), search.goal)]
    counted[arc_flows[arc_flows >= 0]] = True
    return counted
