"""The places that a question asks about."""

import numpy as np
from numpy.typing import NDArray

from graphdb.errors import BadParameter
from graphdb.graph import Graph
from graphdb.questions.telling import tell_place

__all__ = ["origin_outside"]


def origin_outside(graph: Graph, origin: str, target: int, stands_for: NDArray[np.bool_]) -> int:
    """The number of the origin asked about. ``stands_for``: (P,) the places of the target.

    Raises:
        UnknownId: no place has the id.
        BadParameter: it is a place of the target, which is never an origin.
    """
    number = graph.place(origin)
    if stands_for[number]:
        names = tell_place(graph, number).name, tell_place(graph, target).name
        raise BadParameter(
            f"{names[0]} is a place of {names[1]}: data there has arrived.", "Ask about an origin outside the target."
        )
    return number
