"""The most of some routes of which no two share a place, or an agreement."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphdb.rules.solver import largest_packing
from graphdb.rules.units import Units

__all__ = ["Disjoint", "disjoint_routes"]


@dataclass(frozen=True, slots=True)
class Disjoint:
    """``routes``: positions of routes of the answer, of which no two share anything. ``exact``: there are no more such
    routes; otherwise the routes were cut short, and there are at least as many."""

    routes: tuple[int, ...]
    exact: bool


def disjoint_routes(routes: Sequence[Sequence[int]], units: Units, *, complete: bool) -> Disjoint:
    """The most of ``routes`` (their flows) that share no unit; ``complete``: these are all routes that there are. Two
    routes that rest on no unit at all, as flows straight to the target pass no place, share nothing."""
    sets = [units.on(route) for route in routes]
    if sets and all(sets) and frozenset.intersection(*sets):
        return Disjoint((0,), exact=True)  # every route shares it, also those that are not listed, or there are none
    return Disjoint(largest_packing(sets), exact=complete)
