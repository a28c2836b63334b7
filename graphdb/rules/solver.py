"""The two problems of sets that the questions need solved exactly, as integer programs for SciPy's HiGHS.

Why a solver: one agreement may carry many flows, so the smallest cut is a smallest hitting set and the most routes that
share nothing a largest packing; both are NP-hard, and no cut by flows of a network answers them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Hitting", "largest_packing", "smallest_hitting"]


@dataclass(frozen=True, slots=True)
class Hitting:
    """A set that meets every given set. ``at_least``: no set with fewer members does; proven smallest where equal."""

    members: frozenset[int]
    at_least: int


def smallest_hitting(sets: Sequence[frozenset[int]]) -> Hitting:
    """The smallest set that meets each of ``sets`` (none of them empty); among the smallest, one with small numbers."""
    needed = _least(sets)
    forced = frozenset(member for one in needed if len(one) == 1 for member in one)
    rest = [one for one in needed if not one & forced]
    if not rest:
        return Hitting(forced, len(forced))
    members = sorted({member for one in rest for member in one})
    common = sorted(frozenset.intersection(*rest))
    if common:
        return Hitting(forced | {common[0]}, len(forced) + 1)
    weights = 1 + np.arange(len(members)) / (2 * len(members) ** 2)
    chosen, bound = _solve(members, rest, weights, most_one=False)
    return Hitting(forced | chosen, len(forced) + int(np.ceil(bound - 0.5 - 1e-6)))


def largest_packing(sets: Sequence[frozenset[int]]) -> tuple[int, ...]:
    """The positions of the most ``sets`` of which no two share a member; among the largest, one with early positions."""
    members = {member for one in sets for member in one}
    holding = [frozenset(at for at, one in enumerate(sets) if member in one) for member in sorted(members)]
    rows = [one for one in _most(holding) if len(one) > 1]
    if not rows:
        return tuple(range(len(sets)))
    positions = list(range(len(sets)))
    weights = -1 + np.arange(len(sets)) / (2 * len(sets) ** 2)
    chosen, _ = _solve(positions, rows, weights, most_one=True)
    return tuple(sorted(chosen))


def _least(sets: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """Without those that hold another one whole: meeting the smaller meets them."""
    kept: list[frozenset[int]] = []
    for one in sorted(set(sets), key=lambda one: (len(one), sorted(one))):
        if not any(other <= one for other in kept):
            kept.append(one)
    return kept


def _most(sets: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """Without those that another one holds whole."""
    kept: list[frozenset[int]] = []
    for one in sorted(set(sets), key=lambda one: (-len(one), sorted(one))):
        if not any(one <= other for other in kept):
            kept.append(one)
    return kept


def _solve(
    members: Sequence[int], rows: Sequence[frozenset[int]], weights: NDArray[np.float64], *, most_one: bool
) -> tuple[frozenset[int], float]:
    """The members chosen at the least weight so that each row has at least one of them (or, ``most_one``, at most one),
    and the weight that no choice can be below."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - costs more to import than most answers
    from scipy.sparse import csr_array  # noqa: PLC0415

    column = {member: at for at, member in enumerate(members)}
    at = np.array([(row, column[member]) for row, one in enumerate(rows) for member in sorted(one)])
    matrix = csr_array((np.ones(len(at)), (at[:, 0], at[:, 1])), shape=(len(rows), len(members)))
    limit = LinearConstraint(matrix, ub=1) if most_one else LinearConstraint(matrix, lb=1)
    found = milp(
        weights,
        integrality=np.ones(len(members), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=limit,
        options={"mip_rel_gap": 0, "node_limit": 100_000},
    )
    if found.x is None:
        everything = frozenset() if most_one else frozenset(members)
        return everything, 0 if most_one else 1
    return frozenset(members[at] for at in np.flatnonzero(found.x > 0.5).tolist()), float(found.mip_dual_bound)
