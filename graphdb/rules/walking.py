"""Rule: which flows may be walked. Basis, lowest evidence, mechanisms, states and how recently a source attests it.

``unconfirmed`` is walked only when evidence down to ``alleged`` is asked for, and weighs no more than that;
``planned`` and ``proposed`` only when named. A routine use (basis ``permitted``) is never evidence that anything happened
and is walked only when named.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graphdb.dates import BEGINNING, FOREVER, parse_date
from graphdb.model import Basis, Evidence, FlowState, Mechanism
from graphdb.network import Network
from graphdb.rules.evidence import GRADES
from graphdb.rules.joins import Walk
from graphdb.rules.states import WALKABLE

__all__ = ["Arcs", "Selection", "select", "walk_of", "walkable"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which flows a question walks. ``evidence`` none: every grade, but only confirmed states."""

    basis: frozenset[Basis] = frozenset({Basis.occurred, Basis.agreed})
    evidence: Evidence | None = None
    joins_assumed: bool = False
    mechanisms: frozenset[Mechanism] = frozenset()
    states: frozenset[FlowState] = frozenset()
    attested_since: int | None = None
    without_flows: frozenset[int] = field(default_factory=frozenset)

    @property
    def walked_states(self) -> frozenset[FlowState]:
        """The states walked: ``active``, those named, and ``unconfirmed`` with evidence down to ``alleged``."""
        extra = {FlowState.unconfirmed} if self.evidence == Evidence.alleged else set()
        return frozenset({FlowState.active} | extra | self.states)


@dataclass(frozen=True, eq=False)
class Arcs:
    """Selected arcs, ordered by the vertex they enter, with the days of one reading of the dates (sure or possible)."""

    starts: NDArray[np.int64]  # (V + 1,)
    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    flow: NDArray[np.int32]
    assumed: NDArray[np.bool_]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    until: NDArray[np.int32]
    somewhere: NDArray[np.bool_]
    copy: NDArray[np.bool_]
    level: NDArray[np.int32]  # rules.evidence.level; 0 for a step at a place, which weakens nothing

    def where(self, keep: NDArray[np.bool_]) -> "Arcs":
        """The arcs for which ``keep`` (one value an arc) holds."""
        return Arcs(
            np.concatenate([[0], np.cumsum(keep)])[self.starts],
            self.tail[keep],
            self.head[keep],
            self.flow[keep],
            self.assumed[keep],
            self.first[keep],
            self.last[keep],
            self.until[keep],
            self.somewhere[keep],
            self.copy[keep],
            self.level[keep],
        )


def walk_of(network: Network, selection: Selection) -> Walk:
    """The walk that the selection's joins ask for."""
    return network.assumed_joins if selection.joins_assumed else network.known_joins


def walkable(network: Network, selection: Selection) -> NDArray[np.bool_]:
    """For each period, whether the selection walks it."""
    states = _table(WALKABLE, selection.walked_states)
    may = states[network.period_state]
    flows = _walkable_flows(network, selection)
    if flows is not None:
        may &= flows[network.period_flow]
    if selection.evidence is not None and selection.evidence != Evidence.alleged:
        may &= network.period_state != WALKABLE.index(FlowState.unconfirmed)
    return may


def _walkable_flows(network: Network, selection: Selection) -> NDArray[np.bool_] | None:
    """For each flow, whether it may be walked; none if every flow may."""
    conditions: list[NDArray[np.bool_]] = []
    if selection.basis != frozenset(Basis):
        conditions.append(_table(tuple(Basis), selection.basis)[network.basis])
    if selection.evidence is not None and selection.evidence != Evidence.alleged:
        conditions.append(network.grade <= GRADES.index(selection.evidence))
    if selection.mechanisms:
        conditions.append(_table(tuple(Mechanism), selection.mechanisms)[network.mechanism])
    if selection.attested_since is not None:
        conditions.append(network.attested >= parse_date(f"{selection.attested_since:04d}").first)
    if selection.without_flows:
        present = np.ones(network.flow_count, dtype=bool)
        present[sorted(selection.without_flows)] = False
        conditions.append(present)
    return np.logical_and.reduce(conditions) if conditions else None


def _table(words: Iterable[object], wanted: Iterable[object]) -> NDArray[np.bool_]:
    return np.array([word in set(wanted) for word in words], dtype=bool)


def select(
    network: Network, walk: Walk, may: NDArray[np.bool_], closed_places: NDArray[np.bool_], *, sure: bool
) -> Arcs:
    """The arcs of the periods that ``may`` marks, without those that leave a place of ``closed_places`` (a route ends at
    the first place of the target that it enters). The days are the sure ones, or the possible ones."""
    if not len(network.period_flow):
        return _nothing(walk)
    step = walk.flow < 0
    keep = (step | may[walk.period]) & ~closed_places[walk.place[walk.tail]]
    period, flow, step = walk.period[keep], walk.flow[keep], step[keep]
    if sure:
        days = (network.sure_first, network.sure_last, network.sure_until)
        somewhere = network.somewhere[period] & ~step
    else:
        days = (network.possible_first, network.possible_last, network.possible_until)
        somewhere = np.zeros(len(period), dtype=bool)
    first, last, until = (column[period] for column in days)
    if step.any():
        first, last, until = (
            np.where(step, BEGINNING, first),
            np.where(step, FOREVER, last),
            np.where(step, FOREVER, until),
        )
    return Arcs(
        np.concatenate([[0], np.cumsum(keep)])[walk.starts],
        walk.tail[keep],
        walk.head[keep],
        flow,
        walk.assumed[keep],
        first,
        last,
        until,
        somewhere,
        network.copy[flow] & ~step,
        np.where(step, 0, network.period_level[period]),
    )


def _nothing(walk: Walk) -> Arcs:
    numbers, flags = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=bool)
    return Arcs(
        np.zeros_like(walk.starts), numbers, numbers, numbers, flags, numbers, numbers, numbers, flags, flags, numbers
    )
