"""Rule: categories. Which categories of the origin survive a route?

``listed``: on every hop's list. ``stripped``: some hop's list is complete and it is not on it; the first such hop is
named. Else ``possible``: the first hop whose list is missing or not complete is named. What a hop lists and the origin
does not hold is that hop's own (``added``). Where several routes lead to the target, the strongest outcome counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from graphdb.model import Flow
from graphdb.network import Network
from graphdb.rules.walking import Arcs

__all__ = ["CategoryFate", "CategoryOnRoute", "categories_on_route", "category_masks", "lets_through", "lists"]

Bits = NDArray[np.uint64]


class CategoryFate(StrEnum):
    """What becomes of a category on its way; strongest first."""

    listed = "listed"
    possible = "possible"
    stripped = "stripped"
    added = "added"


@dataclass(frozen=True, slots=True)
class CategoryOnRoute:
    """``decided_by``: the flow that strips it, leaves it open, or adds it; none for ``listed``."""

    category: str
    fate: CategoryFate
    decided_by: str | None


def categories_on_route(held: Iterable[str] | None, hops: Sequence[Flow]) -> tuple[CategoryOnRoute, ...]:
    """The fate of each category on one route. ``held``: what the origin holds; none for unnamed data of an
    organization, which holds what its first hop lists."""
    holdings = tuple(hops[0].categories if held is None else held)
    fates = [_fate(category, hops) for category in holdings]
    seen = set(holdings)
    for flow in hops:
        for category in flow.categories:
            if category not in seen:
                seen.add(category)
                fates.append(CategoryOnRoute(category, CategoryFate.added, flow.id))
    return tuple(fates)


def _fate(category: str, hops: Sequence[Flow]) -> CategoryOnRoute:
    missing = [flow for flow in hops if category not in flow.categories]
    if not missing:
        return CategoryOnRoute(category, CategoryFate.listed, None)
    for flow in missing:
        if flow.categories_complete:
            return CategoryOnRoute(category, CategoryFate.stripped, flow.id)
    return CategoryOnRoute(category, CategoryFate.possible, missing[0].id)


def lists(network: Network, category: int) -> NDArray[np.bool_]:
    """(F,) for each flow, whether it lists the category with this bit."""
    word, bit = divmod(category, 64)
    return (network.listed[:, word] >> np.uint64(bit) & np.uint64(1)).astype(bool)


def lets_through(network: Network, category: int) -> NDArray[np.bool_]:
    """(F,) for each flow, whether the category with this bit may go over it."""
    return lists(network, category) | ~network.complete


def category_masks(network: Network, arcs: Arcs, targets: NDArray[np.int32]) -> tuple[Bits, Bits]:
    """(V, W) each: the categories that some chain of arcs from a vertex to ``targets`` lists throughout, and those that
    some chain may let through. For questions without a memory (``flowing``): every arc counts as open."""
    nothing, everything = np.uint64(0), ~np.uint64(0)
    step = arcs.flow < 0
    listed: Bits = network.listed[arcs.flow]
    listed[step] = everything
    unlisted: Bits = np.where(network.complete[arcs.flow] & ~step, nothing, everything)
    return _spread(arcs, targets, listed), _spread(arcs, targets, listed | unlisted[:, None])


def _spread(arcs: Arcs, targets: NDArray[np.int32], passes: Bits) -> Bits:
    """The least masks that hold: a target has all bits; a tail has what an arc passes of what its head has."""
    masks = np.zeros((len(arcs.starts) - 1, passes.shape[1]), dtype=np.uint64)
    masks[targets] = ~np.uint64(0)
    frontier = targets
    while len(frontier):
        count = arcs.starts[frontier + 1] - arcs.starts[frontier]
        arc = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count - arcs.starts[frontier], count)
        tail = arcs.tail[arc]
        sent = passes[arc] & masks[arcs.head[arc]]
        gains = ((sent & ~masks[tail]) != 0).any(axis=1)
        np.bitwise_or.at(masks, tail[gains], sent[gains])
        frontier = np.unique(tail[gains])
    return masks
