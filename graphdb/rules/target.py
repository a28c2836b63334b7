"""Rule: the target. An organization stands for itself, every organization below it and every dataset that one of these
operates; never for its parent. What reaches only the parent is asked apart."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphdb.network import Network

__all__ = ["TargetPlaces", "parents", "proper_places", "target_places"]


@dataclass(frozen=True, slots=True)
class TargetPlaces:
    """The places a target stands for. ``mask`` has one value a place."""

    mask: NDArray[np.bool_]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the places, ascending."""
        return [int(number) for number in np.flatnonzero(self.mask)]


def target_places(network: Network, place: int) -> TargetPlaces:
    """What ``place`` stands for as a target. A dataset stands for itself and for the datasets that are part of it."""
    mask = np.zeros(network.place_count, dtype=bool)
    mask[place] = True
    if network.is_organization[place]:
        grown = True
        while grown:
            below = mask[network.parent] & (network.parent >= 0) & ~mask
            grown = bool(below.any())
            mask |= below
        mask |= mask[network.operator] & (network.operator >= 0)
    else:
        grown = True
        while grown:
            parts = mask[network.part_of] & (network.part_of >= 0) & ~mask
            grown = bool(parts.any())
            mask |= parts
    return TargetPlaces(mask)


def proper_places(network: Network, organization: int) -> TargetPlaces:
    """The organization itself and the datasets that it operates itself, without the organizations below it."""
    mask = np.zeros(network.place_count, dtype=bool)
    mask[organization] = True
    mask |= network.operator == organization
    return TargetPlaces(mask)


def parents(network: Network, place: int) -> Iterator[int]:
    """The organizations above an organization, nearest first; nothing for a dataset."""
    above = int(network.parent[place])
    while above >= 0:
        yield above
        above = int(network.parent[above])
