"""Graphs of any size for measuring: as skewed, dated and graded as the real one, and the same for the same seed.

The network is made of arrays at once. What the arrays do not tell (how precise a date was) is kept in ``Histories``,
so that ``bench.records`` can write the records of a few flows when sentences are wanted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphdb.dates import BEGINNING, FOREVER
from graphdb.model import Basis, Evidence, FlowState, Mechanism
from graphdb.network import Network
from graphdb.rules.mechanisms import COPIES
from graphdb.rules.states import WALKABLE

__all__ = ["CATEGORIES", "PUBLISHERS", "Dates", "Generated", "Histories", "generate"]

CATEGORIES = 46
PUBLISHERS = 40

_EPOCH = 719_163
"""The day number of 1970-01-01, where NumPy's days start."""
_OPENING, _CLOSING = 733_773, 739_617  # 2010-01-01 and 2025-12-31

_GRADES = {Evidence.documented: 25, Evidence.official: 30, Evidence.reported: 35, Evidence.alleged: 10}
_BASES = {Basis.occurred: 75, Basis.agreed: 20, Basis.permitted: 5}
_STATES = {FlowState.active: 90, FlowState.unconfirmed: 4, FlowState.planned: 3, FlowState.proposed: 3}
_MECHANISMS = dict.fromkeys(Mechanism, 8) | {Mechanism.query_access: 25, Mechanism.unknown: 11}
_PRECISIONS = {"day": 60, "month": 25, "year": 15}

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]
Bits = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Dates:
    """Partial dates: the days that each may mean. An open end is ``FOREVER`` twice."""

    first: Numbers
    last: Numbers

    def where(self, given: Flags) -> "Dates":
        """The dates that are ``given``, and FOREVER for the others."""
        return Dates(np.where(given, self.first, np.int32(FOREVER)), np.where(given, self.last, np.int32(FOREVER)))

    def at(self, which: NDArray[np.integer] | Flags) -> "Dates":
        """Some of the dates."""
        return Dates(self.first[which], self.last[which])


@dataclass(frozen=True, eq=False)
class Histories:
    """What the histories of the flows say: the dates of each period, and when a copy was deleted."""

    opened: Dates  # (N,)
    closed: Dates  # (N,)
    deleted: Dates  # (F,)


@dataclass(frozen=True, eq=False)
class Generated:
    """A network, the organization to ask about, and the day to ask for."""

    network: Network
    histories: Histories
    target: int
    day: int


def generate(flows: int, seed: int = 20260101) -> Generated:
    """A network of ``flows`` flows between a quarter as many places. Datasets are numbered before organizations."""
    random = np.random.default_rng(seed)
    places = max(flows // 4, 40)
    datasets = places * 6 // 10
    target = datasets
    below = max(3, places // 5_000)
    columns = _places(random, places, datasets, below) | _flows(random, flows, places, datasets, below)
    columns["onward"] = _onward(random, columns["source"], columns["target"], datasets)
    periods, histories = _periods(random, columns["copy"])
    columns["attested"] = _attested(periods, histories, flows)
    return Generated(Network(**columns, **periods), histories, target, _CLOSING)


def _places(random: np.random.Generator, places: int, datasets: int, below: int) -> dict[str, NDArray[Any]]:
    """The first organization is the target, the next ``below`` are parts of it, and the last one is above it."""
    number = np.arange(places)
    outside = datasets + below + 1
    parent = np.where(
        (number > outside) & (random.random(places) < 0.5), outside + (number - outside) * random.random(places), -1
    ).astype(np.int32)
    parent[datasets + 1 : outside] = datasets
    parent[datasets], parent[-1] = places - 1, -1
    operator = np.where(number < datasets, places - 1 - _skewed(random, places, places - datasets), -1)
    part_of = np.where((number < datasets) & (number > 0) & (random.random(places) < 0.03), number // 2, -1)
    holds = _bits(random, places) | _bits(random, places)
    holds[datasets:] = 0
    return {
        "is_organization": number >= datasets,
        "parent": parent,
        "operator": operator.astype(np.int32),
        "part_of": part_of.astype(np.int32),
        "holds": holds,
    }


def _flows(random: np.random.Generator, flows: int, places: int, datasets: int, below: int) -> dict[str, NDArray[Any]]:
    source = _ends(random, flows, places, datasets, 0.8)
    target = _ends(random, flows, places, datasets, 0.75)
    arriving = random.random(flows) < max(0.005, 10 / flows)
    target[arriving] = datasets + random.integers(0, below + 1, arriving.sum(), dtype=np.int32)
    target[target == source] = (target[target == source] + 1) % places
    complete = random.random(flows) < 0.15
    listed = _bits(random, flows)
    listed[(random.random(flows) < 0.3) & ~complete] = 0
    mechanism = _words(random, flows, _MECHANISMS)
    number = np.arange(flows, dtype=np.int32)
    return {
        "source": source,
        "target": target,
        "grade": _words(random, flows, _GRADES),
        "publishers": np.minimum(random.geometric(0.6, flows), 6).astype(np.int16),
        "basis": _words(random, flows, _BASES),
        "mechanism": mechanism,
        "copy": np.array([word in COPIES for word in Mechanism])[mechanism],
        "listed": listed,
        "complete": complete,
        "same": np.where(random.random(flows) < 0.01, number // 2, number),
    }


def _onward(
    random: np.random.Generator, source: NDArray[Any], target: NDArray[Any], datasets: int
) -> NDArray[np.int32]:
    """For a quarter of the flows that leave an organization: one of the flows that arrived there."""
    later = np.flatnonzero((source >= datasets) & (random.random(len(source)) < 0.25))
    order = np.argsort(target, kind="stable")
    arrived = target[order]
    first = np.searchsorted(arrived, source[later], side="left")
    count = np.searchsorted(arrived, source[later], side="right") - first
    earlier = order[np.minimum(first + (random.random(len(later)) * count).astype(np.int64), len(order) - 1)]
    return np.column_stack([earlier, later])[count > 0].astype(np.int32)


def _periods(random: np.random.Generator, copy: NDArray[Any]) -> tuple[dict[str, NDArray[Any]], Histories]:
    """One period a flow, some flows have a second one; more than half are still open, and some last one date only."""
    flows = len(copy)
    kind = random.random(flows)
    still_open, once = kind < 0.55, kind > 0.88
    start = random.integers(_OPENING, _CLOSING - 200, flows, dtype=np.int32)
    end = start + random.exponential(900, flows).astype(np.int32)
    precision = _words(random, flows, _PRECISIONS)
    opened, closing = _dates(start, precision), _dates(end, _words(random, flows, _PRECISIONS))
    closed = Dates(np.where(once, opened.first, closing.first), np.where(once, opened.last, closing.last))
    closed = closed.where(~still_open)
    again = (~still_open) & ~once & (random.random(flows) < 0.2)
    restart = end + random.integers(30, 400, flows, dtype=np.int32)
    reopened = _dates(restart, precision)
    ends_again = random.random(flows) < 0.5
    reclosed = _dates(restart + 500, precision).where(ends_again)
    gone = np.asarray(copy, dtype=bool) & ~still_open & (~again | ends_again) & (random.random(flows) < 0.04)
    deleted = _dates(restart + 900, _words(random, flows, _PRECISIONS)).where(gone)
    flow = np.arange(flows, dtype=np.int32)
    order = np.argsort(np.concatenate([flow, flow[again]]), kind="stable")
    histories = Histories(
        _merged(opened, reopened.at(again), order), _merged(closed, reclosed.at(again), order), deleted
    )
    period_flow = np.concatenate([flow, flow[again]])[order]
    state = _words(random, flows, _STATES)[period_flow]
    return {"period_flow": period_flow, "period_state": state} | _days(histories, period_flow), histories


def _days(histories: Histories, flow: Numbers) -> dict[str, NDArray[Any]]:
    """The narrowest and the widest days of each period, as ``graphdb.rules.states`` reads a history."""
    opened, closed, deleted = histories.opened, histories.closed, histories.deleted.at(flow)
    again = np.flatnonzero(flow[1:] == flow[:-1]) + 1
    begins = opened.first.copy()
    begins[again] = np.maximum(begins[again], closed.first[again - 1])
    opened = Dates(begins, opened.last)
    certain = opened.last <= closed.first
    latest = np.minimum(opened.last, closed.last)
    first = np.where(certain, opened.last, np.minimum(np.maximum(opened.first, closed.first), latest))
    last = np.where(certain, closed.first, latest)
    return {
        "sure_first": first,
        "sure_last": last,
        "sure_until": np.where(deleted.first < FOREVER, np.maximum(deleted.first, last), np.int32(FOREVER)),
        "somewhere": ~certain & (first < last),
        "possible_first": opened.first,
        "possible_last": np.maximum(closed.last, opened.first),
        "possible_until": deleted.last,
    }


def _attested(periods: dict[str, NDArray[Any]], histories: Histories, flows: int) -> Numbers:
    """The last date at which a flow is said to have been active (or, if it never was, to be in its state)."""
    opened, closed = histories.opened.last, histories.closed.last
    ended = (periods["period_state"] == WALKABLE.index(FlowState.active)) & (closed < FOREVER)
    attested = np.full(flows, BEGINNING, dtype=np.int32)
    np.maximum.at(attested, periods["period_flow"], np.where(ended, np.maximum(opened, closed), opened))
    return attested


def _dates(day: Numbers, precision: NDArray[np.int8]) -> Dates:
    """The days that a date may mean, which names a ``day`` as a day, a month or a year."""
    at = (day - _EPOCH).astype("datetime64[D]")
    first, last = day.copy(), day.copy()
    for number, unit in ((1, "M"), (2, "Y")):
        coarse = precision == number
        begins = at[coarse].astype(f"datetime64[{unit}]")
        first[coarse] = begins.astype("datetime64[D]").astype(np.int64) + _EPOCH
        last[coarse] = (begins + 1).astype("datetime64[D]").astype(np.int64) + _EPOCH - 1
    return Dates(first, last)


def _merged(one: Dates, other: Dates, order: NDArray[np.int64]) -> Dates:
    return Dates(
        np.concatenate([one.first, other.first])[order].astype(np.int32),
        np.concatenate([one.last, other.last])[order].astype(np.int32),
    )


def _ends(random: np.random.Generator, flows: int, places: int, datasets: int, share: float) -> Numbers:
    """Places, the given ``share`` of them datasets; some places come up a thousand times as often as others."""
    dataset = random.permutation(datasets)[_skewed(random, flows, datasets)]
    organization = datasets + random.permutation(places - datasets)[_skewed(random, flows, places - datasets)]
    return np.where(random.random(flows) < share, dataset, organization).astype(np.int32)


def _skewed(random: np.random.Generator, count: int, below: int) -> Numbers:
    return (random.random(count) ** 3 * below).astype(np.int32)


def _words(random: np.random.Generator, count: int, weights: Mapping[Any, int]) -> NDArray[np.int8]:
    """Positions in the order of ``weights``, as often as these say."""
    table = np.repeat(np.arange(len(weights), dtype=np.int8), list(weights.values()))
    return table[random.integers(0, len(table), count, dtype=np.int32)]


def _bits(random: np.random.Generator, rows: int) -> Bits:
    """A quarter of the category bits, in one word a row."""
    one, other = (random.integers(0, 1 << CATEGORIES, rows, dtype=np.uint64) for _ in range(2))
    return (one & other)[:, None]
