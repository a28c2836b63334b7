"""Rule: what can end by itself. An agreement, with every flow under it, is one unit. A flow without an agreement is a unit
of its own; other tellings of the same practice (``same_as``) belong to the unit of the flow that stands for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graphdb.model import Flow
from graphdb.rules.counting import representatives

__all__ = ["Units", "agreement_units", "place_units"]

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Units:
    """U units in the order of their ids. ``names``: the id of an agreement, a flow or a place. ``of_flow``: (F,) the unit
    of each flow, -1 for a flow that belongs to none (which is then never removed)."""

    names: tuple[str, ...]
    of_flow: Numbers

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The number of each unit by its name."""
        return {name: number for number, name in enumerate(self.names)}

    def flows_outside(self, removed: frozenset[int]) -> Flags:
        """(F,) the flows that stay when these units end."""
        if not removed:
            return np.ones(len(self.of_flow), dtype=bool)
        return ~np.isin(self.of_flow, sorted(removed))

    def on(self, flows: Sequence[int]) -> frozenset[int]:
        """The units of a route."""
        return frozenset(unit for unit in self.of_flow[list(flows)].tolist() if unit >= 0)


def agreement_units(flows: Sequence[Flow]) -> Units:
    """The units of flows: agreements, and flows without one."""
    by_id = {flow.id: flow for flow in flows}
    standing = representatives({flow.id: flow.same_as for flow in flows if flow.same_as})

    def name(flow: Flow) -> str:
        first = by_id[standing.get(flow.id, flow.id)]
        return flow.agreement or first.agreement or first.id

    return _units([name(flow) for flow in flows])


def place_units(source: Sequence[str], kept: frozenset[str]) -> Units:
    """The places that flows leave (``source``: one id a flow), as units; those ``kept`` are none."""
    return _units([None if place in kept else place for place in source])


def _units(of_flow: Sequence[str | None]) -> Units:
    names = tuple(sorted({name for name in of_flow if name is not None}))
    number = {name: at for at, name in enumerate(names)}
    return Units(names, np.array([-1 if name is None else number[name] for name in of_flow], dtype=np.int32))
