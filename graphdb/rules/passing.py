"""Rule: routes that must pass something (a place, an agreement, a category, a state). The walk is laid over itself once for
each set of what was passed so far; a route ends where all was passed, and every other rule holds unchanged."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graphdb.rules.joins import Days, Walk
from graphdb.rules.walking import Arcs

__all__ = ["layered"]

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int32]


def layered(arcs: Arcs, targets: Numbers, passing: Sequence[Flags]) -> tuple[Arcs, Numbers]:
    """The arcs in 2^n layers for n things to pass, and the targets in the last one. ``passing``: for each thing, the
    flows (F,) that pass it. A vertex ``v`` of the walk is ``v`` in the first layer, where routes begin."""
    layers, vertices, walk = 1 << len(passing), arcs.walk.vertex_count, arcs.walk
    kept = np.flatnonzero(arcs.keep)
    bits = np.zeros(len(kept), dtype=np.int64)
    for position, flags in enumerate(passing):
        bits |= (flags[arcs.flow] & (arcs.flow >= 0)).astype(np.int64) << position
    layer = np.repeat(np.arange(layers), len(kept))
    head = np.tile(arcs.head, layers) + vertices * (layer | np.tile(bits, layers))
    tail = np.tile(arcs.tail, layers) + vertices * layer
    order = np.argsort(head, kind="stable")
    which = np.tile(kept, layers)[order]
    starts = np.concatenate([[0], np.cumsum(np.bincount(head, minlength=vertices * layers))])
    whole = Walk(
        walk.network,
        np.tile(walk.place, layers),
        starts.astype(np.int64),
        tail[order].astype(np.int32),
        head[order].astype(np.int32),
        walk.flow[which],
        walk.period[which],
        walk.assumed[which],
    )
    first, last, until, somewhere = arcs.days
    days = Days(first[which], last[which], until[which], somewhere[which])
    ends = (targets + vertices * (layers - 1)).astype(np.int32)
    return Arcs(whole, days, np.ones(len(which), dtype=bool)), ends
