"""The network: places and flows as arrays of numbers, which the rules compute on. Immutable, built once per release.

Places and flows are numbered in the order of their ids, so that comparing numbers is comparing ids. Days are day
numbers (``graphdb.dates``). A category is a bit: bit ``b`` of word ``w`` is category ``64 * w + b`` in id order.
"""

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graphdb.model import Evidence, FlowState
from graphdb.rules.evidence import GRADES, level
from graphdb.rules.joins import Walk, build_walk
from graphdb.rules.states import WALKABLE

__all__ = ["Network"]

Numbers = NDArray[np.int32]
Small = NDArray[np.int8]
Flags = NDArray[np.bool_]
Bits = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Network:
    """P places, F flows, N periods (of flows, ordered by flow), W words of category bits. -1 stands for "none"."""

    # places
    is_organization: Flags  # (P,)
    parent: Numbers  # (P,) of an organization
    operator: Numbers  # (P,) of a dataset
    part_of: Numbers  # (P,) of a dataset
    holds: Bits  # (P, W) categories of a dataset
    # flows
    source: Numbers  # (F,) place
    target: Numbers  # (F,) place
    onward: Numbers  # (K, 2) flow, and the flow that passes its data on
    grade: Small  # (F,) position in rules.evidence.GRADES
    publishers: NDArray[np.int16]  # (F,) independent ones
    basis: Small  # (F,) position in model.Basis
    mechanism: Small  # (F,) position in model.Mechanism
    copy: Flags  # (F,) leaves a copy
    attested: Numbers  # (F,) last day on which a source attests it
    listed: Bits  # (F, W) categories that a source lists for it
    complete: Flags  # (F,) nothing but the listed goes over it
    same: Numbers  # (F,) the flow that stands for it in a count
    # periods
    period_flow: Numbers  # (N,)
    period_state: Small  # (N,) position in rules.states.WALKABLE
    sure_first: Numbers
    sure_last: Numbers
    sure_until: Numbers
    somewhere: Flags
    possible_first: Numbers
    possible_last: Numbers
    possible_until: Numbers

    def __post_init__(self) -> None:
        for field in fields(self):
            getattr(self, field.name).flags.writeable = False

    @property
    def place_count(self) -> int:
        """The number of places."""
        return len(self.is_organization)

    @property
    def flow_count(self) -> int:
        """The number of flows."""
        return len(self.source)

    @cached_property
    def period_level(self) -> Numbers:
        """(N,) the evidence level of each period; an ``unconfirmed`` one weighs as an allegation."""
        unconfirmed = self.period_state == WALKABLE.index(FlowState.unconfirmed)
        grade = np.where(unconfirmed, GRADES.index(Evidence.alleged), self.grade[self.period_flow])
        return level(grade.astype(np.int32), self.publishers[self.period_flow].astype(np.int32))

    @cached_property
    def known_joins(self) -> Walk:
        """The walk over joins that records establish."""
        return build_walk(self, assumed=False)

    @cached_property
    def assumed_joins(self) -> Walk:
        """The walk over established and assumed joins."""
        return build_walk(self, assumed=True)
