"""Rule: joining flows. Where may a route pass from one flow to the next?

At a dataset, two flows join when the first ends at the very dataset where the second starts. At an organization they
join only where the second flow's record says so (``onward_of``). With assumed joins asked for, a route may also pass
through an organization without such a record, or in at an organization and out of a dataset that it operates, or the
other way round; each such step is marked.

The rule is written as a graph of its own, the walk, in which plain reachability is right:

- every place has a vertex that flows leave from; a dataset is also entered there;
- an organization is entered at a vertex of its own, from which nothing leaves unless a join is assumed;
- a flow whose data others pass on (``onward_of``) enters at a vertex of its own, from which just those leave;
- where joins are assumed, a dataset too is entered at a vertex of its own, so that only data that came in there (and
  not what the dataset holds from the start) can be assumed to leave as its operator's.

An arc is one period of one flow between two vertices; or, with ``flow`` -1, a step at a place that is always open: an
assumed join, or the free step from a dataset's entrance to the dataset.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from graphdb.dates import BEGINNING, FOREVER

if TYPE_CHECKING:
    from graphdb.network import Network

__all__ = ["Days", "Walk", "build_walk"]

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]
_Scalar = TypeVar("_Scalar", bound=np.generic)


class Days(NamedTuple):
    """The days of each arc by one reading of the dates, as ``rules.states.Span`` has them. A step is always open."""

    first: Numbers  # (A,)
    last: Numbers
    until: Numbers
    somewhere: Flags


@dataclass(frozen=True, eq=False)
class Walk:
    """A arcs over V vertices, ordered by the vertex they enter (``starts[v]:starts[v + 1]`` enter ``v``). What the arcs
    take from the network is gathered once, when a question first needs it."""

    network: Network
    place: Numbers  # (V,) the place a vertex belongs to; the first P vertices are the places themselves
    starts: NDArray[np.int64]  # (V + 1,)
    tail: Numbers  # (A,) vertex left
    head: Numbers  # (A,) vertex entered
    flow: Numbers  # (A,) -1: a step at a place
    period: Numbers  # (A,) -1: a step at a place
    assumed: Flags  # (A,) an assumed join
    sweeps: OrderedDict[object, Any] = field(default_factory=OrderedDict, repr=False)  # remembered by rules.presence

    @property
    def vertex_count(self) -> int:
        """The number of vertices."""
        return len(self.place)

    @cached_property
    def left(self) -> Numbers:
        """(A,) the place that an arc leaves."""
        return self.place[self.tail]

    @cached_property
    def sure_days(self) -> Days:
        """The narrowest days."""
        network = self.network
        return self._days(network.sure_first, network.sure_last, network.sure_until, network.somewhere)

    @cached_property
    def possible_days(self) -> Days:
        """The widest days, of which nothing is left open."""
        network = self.network
        nowhere = np.zeros_like(network.somewhere)
        return self._days(network.possible_first, network.possible_last, network.possible_until, nowhere)

    def _days(self, first: Numbers, last: Numbers, until: Numbers, somewhere: Flags) -> Days:
        return Days(
            self.of_period(first, BEGINNING),
            self.of_period(last, FOREVER),
            self.of_period(until, FOREVER),
            self.of_period(somewhere, False),
        )

    @cached_property
    def copy(self) -> Flags:
        """(A,) whether the flow leaves a copy."""
        return self.of_period(self.network.copy[self.network.period_flow], False)

    @cached_property
    def level(self) -> Numbers:
        """(A,) ``rules.evidence.level``; 0 for a step, which weakens nothing."""
        return self.of_period(self.network.period_level, 0)

    def of_period(self, column: NDArray[_Scalar], at_step: int | bool) -> NDArray[_Scalar]:
        """(A,) the values that a column (N,) has for the periods of the arcs; ``at_step`` for steps."""
        if self.has_steps:
            return np.append(column, np.array(at_step, dtype=column.dtype))[self.period]
        return column.take(self.period)

    @cached_property
    def has_steps(self) -> bool:
        """Whether some arc is a step."""
        return bool((self.period < 0).any())


def build_walk(network: Network, *, assumed: bool) -> Walk:
    """The walk of a network, with or without assumed joins."""
    exits = np.arange(network.place_count, dtype=np.int32)
    own = np.flatnonzero(network.is_organization if not assumed else np.ones(network.place_count, dtype=bool))
    passed_on = np.unique(network.onward[:, 0])
    place = np.concatenate([exits, own, network.target[passed_on]]).astype(np.int32)
    entrance = exits.copy()
    entrance[own] = network.place_count + np.arange(len(own), dtype=np.int32)
    head_of_flow = entrance[network.target]
    head_of_flow[passed_on] = network.place_count + len(own) + np.arange(len(passed_on), dtype=np.int32)
    flow = network.period_flow
    period = np.arange(len(flow), dtype=np.int32)
    arcs = [_Arcs(network.source[flow], head_of_flow[flow], flow, period)]
    if len(network.onward):
        arcs.append(_onward(network, head_of_flow))
    if assumed:
        arcs += _steps(network, place, entrance)
    return _in_head_order(network, place, arcs)


@dataclass(frozen=True, slots=True)
class _Arcs:
    tail: Numbers
    head: Numbers
    flow: Numbers
    period: Numbers
    assumed: bool = False


def _onward(network: Network, head_of_flow: Numbers) -> _Arcs:
    """From the entrance of a flow, the periods of each flow that passes its data on."""
    earlier, later = network.onward.T
    first = np.searchsorted(network.period_flow, later, side="left")
    count = np.searchsorted(network.period_flow, later, side="right") - first
    pair = np.repeat(np.arange(len(later)), count)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
    period = (first[pair] + within).astype(np.int32)
    return _Arcs(head_of_flow[earlier[pair]], head_of_flow[later[pair]], later[pair], period)


def _steps(network: Network, place: Numbers, entrance: Numbers) -> list[_Arcs]:
    """From each entrance: the free step into a dataset, and the assumed ones. One assumption a place: in at one dataset
    and out of a sister dataset would be two."""
    entrances = np.arange(network.place_count, len(place), dtype=np.int32)
    at = place[entrances]
    enters_organization = network.is_organization[at]
    datasets = np.flatnonzero(network.operator >= 0).astype(np.int32)
    order = np.argsort(network.operator[datasets], kind="stable")
    datasets = datasets[order]
    operators = network.operator[datasets]
    arriving = entrances[enters_organization]
    first = np.searchsorted(operators, place[arriving], side="left")
    count = np.searchsorted(operators, place[arriving], side="right") - first
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    operated = datasets[np.repeat(first, count) + within]
    return [
        _step(entrances[~enters_organization], at[~enters_organization], assumed=False),
        _step(arriving, place[arriving], assumed=True),
        _step(np.repeat(arriving, count), operated, assumed=True),
        _step(entrance[datasets], operators, assumed=True),
    ]


def _step(tail: Numbers, head: Numbers, *, assumed: bool) -> _Arcs:
    none = np.full(len(tail), -1, dtype=np.int32)
    return _Arcs(tail, head, none, none, assumed)


def _in_head_order(network: Network, place: Numbers, arcs: list[_Arcs]) -> Walk:
    head = np.concatenate([part.head for part in arcs])
    order = np.argsort(head, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(head, minlength=len(place)))]).astype(np.int64)
    return Walk(
        network,
        place,
        starts,
        np.concatenate([part.tail for part in arcs])[order].astype(np.int32),
        head[order].astype(np.int32),
        np.concatenate([part.flow for part in arcs])[order],
        np.concatenate([part.period for part in arcs])[order],
        np.concatenate([np.full(len(part.tail), part.assumed) for part in arcs])[order],
    )
