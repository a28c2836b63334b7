"""Rule: which flows may be walked. Basis, lowest evidence, mechanisms, states and how recently a source attests it.

``unconfirmed`` is walked only when evidence down to ``alleged`` is asked for, and weighs no more than that;
``planned`` and ``proposed`` only when named. A routine use (basis ``permitted``) is never evidence that anything happened
and is walked only when named.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray

from graphdb.dates import parse_date
from graphdb.model import Basis, Evidence, FlowState, Mechanism
from graphdb.network import Network
from graphdb.rules.evidence import GRADES
from graphdb.rules.joins import Days, Walk
from graphdb.rules.states import WALKABLE

__all__ = ["Arcs", "Selection", "onward_from", "select", "walk_of", "walkable", "walkable_flows"]

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]


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
    """Selected arcs of a walk, ordered by the vertex they enter, with the days of one reading of the dates (sure or
    possible). ``keep`` marks them among all arcs of the walk; a column is made when a question first needs it."""

    walk: Walk
    days: Days
    keep: Flags

    def where(self, keep: Flags) -> "Arcs":
        """The arcs for which ``keep`` (one value an arc) holds."""
        both = np.zeros(len(self.keep), dtype=bool)
        both[self.chosen[keep]] = True
        return Arcs(self.walk, self.days, both)

    def open_on(self, day: int) -> "Arcs":
        """The arcs that are surely open on a day."""
        days = self.days
        return Arcs(self.walk, days, self.keep & (days.first <= day) & (days.last >= day) & ~days.somewhere)

    def no_weaker_than(self, level: int) -> "Arcs":
        """The arcs whose evidence is of this level or a stronger one."""
        return Arcs(self.walk, self.days, self.keep & (self.walk.level <= level))

    @cached_property
    def chosen(self) -> NDArray[np.int64]:
        """The positions of the arcs among all arcs of the walk."""
        return np.flatnonzero(self.keep)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """(V + 1,) the arcs ``starts[v]:starts[v + 1]`` enter vertex ``v``."""
        before = np.zeros(len(self.keep) + 1, dtype=np.int32)
        np.cumsum(self.keep, dtype=np.int32, out=before[1:])
        return before.take(self.walk.starts).astype(np.int64)

    @cached_property
    def tail(self) -> Numbers:
        """The vertices left."""
        return self.walk.tail.take(self.chosen)

    @cached_property
    def head(self) -> Numbers:
        """The vertices entered."""
        return self.walk.head.take(self.chosen)

    @cached_property
    def flow(self) -> Numbers:
        """The flows; -1 for a step at a place."""
        return self.walk.flow.take(self.chosen)

    @cached_property
    def assumed(self) -> Flags:
        """Whether it is an assumed join."""
        return self.walk.assumed.take(self.chosen)

    @cached_property
    def first(self) -> Numbers:
        """The first days open."""
        return self.days.first.take(self.chosen)

    @cached_property
    def last(self) -> Numbers:
        """The last days open."""
        return self.days.last.take(self.chosen)

    @cached_property
    def until(self) -> Numbers:
        """The last days on which a copy is kept."""
        return self.days.until.take(self.chosen)

    @cached_property
    def somewhere(self) -> Flags:
        """Whether data moved on one unknown day from ``first`` to ``last``."""
        return self.days.somewhere.take(self.chosen)

    @cached_property
    def copy(self) -> Flags:
        """Whether a copy is left."""
        return self.walk.copy.take(self.chosen)

    @cached_property
    def level(self) -> Numbers:
        """``rules.evidence.level``; 0 for a step at a place, which weakens nothing."""
        return self.walk.level.take(self.chosen)


def walk_of(network: Network, selection: Selection) -> Walk:
    """The walk that the selection's joins ask for."""
    return network.assumed_joins if selection.joins_assumed else network.known_joins


def walkable(network: Network, selection: Selection) -> Flags:
    """For each period, whether the selection walks it."""
    may = _one_of(network.period_state, WALKABLE, selection.walked_states)
    flows = walkable_flows(network, selection)
    if flows is not None:
        may &= flows.take(network.period_flow)
    if selection.evidence is not None and selection.evidence != Evidence.alleged:
        may &= network.period_state != WALKABLE.index(FlowState.unconfirmed)
    return may


def walkable_flows(network: Network, selection: Selection) -> Flags | None:
    """For each flow, whether it may be walked; none if every flow may."""
    conditions: list[Flags] = []
    if selection.basis != frozenset(Basis):
        conditions.append(_one_of(network.basis, tuple(Basis), selection.basis))
    if selection.evidence is not None and selection.evidence != Evidence.alleged:
        conditions.append(network.grade <= GRADES.index(selection.evidence))
    if selection.mechanisms:
        conditions.append(_one_of(network.mechanism, tuple(Mechanism), selection.mechanisms))
    if selection.attested_since is not None:
        conditions.append(network.attested >= parse_date(f"{selection.attested_since:04d}").first)
    if selection.without_flows:
        present = np.ones(network.flow_count, dtype=bool)
        present[sorted(selection.without_flows)] = False
        conditions.append(present)
    return reduce(np.logical_and, conditions) if conditions else None


def _one_of(column: NDArray[np.int8], words: Sequence[object], wanted: Collection[object]) -> Flags:
    """For each value, whether the word that it numbers is wanted. Comparing small numbers beats looking them up."""
    found = np.zeros(len(column), dtype=bool)
    for number, word in enumerate(words):
        if word in wanted:
            found |= column == number
    return found


def select(network: Network, walk: Walk, may: Flags, closed_places: Flags, *, sure: bool) -> Arcs:
    """The arcs of the periods that ``may`` marks, without those that leave a place of ``closed_places`` (a route ends at
    the first place of the target that it enters). The days are the sure ones, or the possible ones."""
    days = walk.sure_days if sure else walk.possible_days
    if not len(network.period_flow):
        return Arcs(walk, days, np.zeros(len(walk.tail), dtype=bool))
    keep = walk.of_period(may, True)
    if closed_places.any():
        keep &= ~closed_places.take(walk.left)
    return Arcs(walk, days, keep)


def onward_from(arcs: Arcs, origins: list[int]) -> Flags:
    """(V,) the vertices that the origins lead to, themselves included."""
    found = np.zeros(len(arcs.starts) - 1, dtype=bool)
    found[origins] = True
    size = -1
    while size != (size := int(found.sum())):
        found[arcs.head[found[arcs.tail]]] = True
    return found
