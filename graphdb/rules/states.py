"""Rule: dated states -> periods. When does a flow move data, for sure and at most?

Only ``active`` opens a period in which data moves; ``suspended``, ``blocked`` and ``ended`` close it. Periods are days,
first and last included. An unknown start is not "always": the flow is active from the earliest date that a source
attests. A date of coarser precision is an interval, so every period is given twice: ``sure`` holds in every reading of
the dates, ``possible`` in at least one. Where no day is sure (a transfer in "June 2025"), the sure span is marked
``somewhere``: one unknown day within it. ``unconfirmed``, ``planned`` and ``proposed`` give periods too, of that state;
who walks them says so.

An entry with ``attested`` that closes a period ("had ended by then") leaves the end open between the last day on which
the flow is known to have been active and that date.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graphdb.dates import FOREVER, PartialDate
from graphdb.model import Flow, FlowEvent, FlowState

__all__ = [
    "WALKABLE",
    "Period",
    "Span",
    "last_attested",
    "periods",
    "start_known",
    "state_entries",
    "state_on",
    "state_since",
    "use_barred_on",
]

WALKABLE = (FlowState.active, FlowState.unconfirmed, FlowState.planned, FlowState.proposed)
"""The states in which a flow can be walked at all; all but ``active`` only when asked for."""

_CLOSES = (FlowState.suspended, FlowState.blocked, FlowState.ended)
_USE = (FlowState.use_barred, FlowState.use_allowed)
_COPY_GONE = (FlowState.copy_deleted, FlowState.copy_returned)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both included. ``somewhere``: one unknown day within, not all of them.
    ``kept_until``: the last day of the copy that data moved in this span leaves behind (if the flow leaves one)."""

    first: int
    last: int
    kept_until: int = FOREVER
    somewhere: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """One stretch of one state. ``opened`` and ``closed`` are positions in the flow's history (``closed`` may be none)."""

    state: FlowState
    sure: Span
    possible: Span
    opened: int
    closed: int | None


@dataclass(frozen=True, slots=True)
class _Bound:
    """A start or an end that lies between two days."""

    earliest: int
    latest: int


_NEVER_CLOSED = _Bound(FOREVER, FOREVER)


def periods(flow: Flow) -> tuple[Period, ...]:
    """The periods of every walkable state of a flow, in the order of its history."""
    return tuple(_periods(flow))


def _periods(flow: Flow) -> Iterator[Period]:
    states = [(at, event) for at, event in enumerate(flow.history) if event.state not in _USE + _COPY_GONE]
    gone = [(at, event) for at, event in enumerate(flow.history) if event.state in _COPY_GONE]
    for at, (_, event) in enumerate(states):
        if event.state not in WALKABLE or _goes_on(states, at):
            continue
        end = at + 1
        while end < len(states) and not _ends(event.state, states[end][1].state):
            end += 1
        run = [entry for entry in states[at:end] if entry[1].state == event.state]
        closing = states[end] if end < len(states) else None
        earlier = states[at - 1][1].date if at else None
        yield from _run(flow, run, closing, gone, earlier)


def _ends(state: FlowState, later: FlowState) -> bool:
    """Whether a later entry ends a stretch of a state: of ``active`` only what closes it (a proposal to go on does not),
    of the others any other state."""
    return later in _CLOSES if state == FlowState.active else later != state


def _goes_on(states: list[tuple[int, FlowEvent]], at: int) -> bool:
    """Whether the entry only attests anew a stretch that an earlier entry opened."""
    state = states[at][1].state
    for _, earlier in reversed(states[:at]):
        if earlier.state == state:
            return True
        if _ends(state, earlier.state):
            return False
    return False


def _run(
    flow: Flow,
    run: list[tuple[int, FlowEvent]],
    closing: tuple[int, FlowEvent] | None,
    gone: list[tuple[int, FlowEvent]],
    earlier: PartialDate | None,
) -> Iterator[Period]:
    """The periods of one run of equal states: one, or one more for each deletion of the copy while the flow went on."""
    opened_at, opening = run[0]
    start = _Bound(max(opening.date.first, earlier.first if earlier else 0), opening.date.last)
    closed_at = closing[0] if closing else None
    end = _end(flow, run, closing[1] if closing else None)
    during = [event for at, event in gone if opened_at < at and (closed_at is None or at < closed_at)]
    after = [event for at, event in gone if closed_at is not None and closed_at < at]
    for deletion in during:
        gap = _Bound(deletion.date.first, deletion.date.last)
        yield _period(opening.state, start, gap, deletion, (opened_at, closed_at))
        start = _Bound(gap.earliest + 1, gap.latest + 1)
    yield _period(opening.state, start, end, after[0] if after else None, (opened_at, closed_at))


def _end(flow: Flow, run: list[tuple[int, FlowEvent]], closing: FlowEvent | None) -> _Bound:
    if closing is None:
        return _NEVER_CLOSED
    if not closing.attested:
        return _Bound(closing.date.first, closing.date.last)
    known = [event.date.first for _, event in run]
    if flow.last_attested is not None and flow.last_attested.first <= closing.date.last:
        known.append(flow.last_attested.first)
    return _Bound(min(max(known), closing.date.last), closing.date.last)


def _period(
    state: FlowState, start: _Bound, end: _Bound, deletion: FlowEvent | None, entries: tuple[int, int | None]
) -> Period:
    possible_kept = deletion.date.last if deletion else FOREVER
    if start.latest <= end.earliest:
        first, last, somewhere = start.latest, end.earliest, False
    else:
        first, last = max(start.earliest, end.earliest), min(start.latest, end.latest)
        first, somewhere = min(first, last), first < last
    sure_kept = FOREVER
    if deletion:
        sure_kept = last if deletion.attested else max(deletion.date.first, last)
    return Period(
        state,
        Span(first, last, sure_kept, somewhere),
        Span(start.earliest, max(end.latest, start.earliest), possible_kept),
        *entries,
    )


def start_known(flow: Flow, period: Period) -> bool:
    """Whether a source gives the start of the period, and not only a day on which it was already so."""
    return not flow.history[period.opened].attested


def last_attested(flow: Flow, day: int = FOREVER) -> PartialDate | None:
    """The last date, begun by ``day``, at which a source says that data moved (or, for a flow never active, that it was
    so)."""
    dates = [event.date for event in flow.history if event.state == FlowState.active]
    for before, event in zip(flow.history, flow.history[1:], strict=False):
        closes = event.state in (FlowState.ended, FlowState.blocked, FlowState.suspended)
        if before.state == FlowState.active and closes and not event.attested:
            dates.append(event.date)
    if flow.last_attested is not None:
        dates.append(flow.last_attested)
    dates = dates or [event.date for event in flow.history if event.state in WALKABLE]
    dates = [date for date in dates if date.first <= day]
    return max(dates, key=lambda date: (date.last, date.first), default=None)


def state_on(flow: Flow, day: int) -> tuple[FlowEvent | None, bool]:
    """The entry of the history that tells the state on a day (none before the first), and whether its date is sure to
    have come by then: with "ended 2025-09" it is not, on 2025-09-10."""
    current: FlowEvent | None = None
    for event in flow.history:
        if event.state not in _USE + _COPY_GONE and event.date.first <= day:
            current = event
    return current, current is None or current.date.last <= day


def state_entries(flow: Flow, day: int) -> tuple[FlowEvent, ...]:
    """The unbroken entries of the state on a day, the first one first: two courts may each have blocked it."""
    entries: tuple[FlowEvent, ...] = ()
    for event in flow.history:
        if event.state not in _USE + _COPY_GONE and event.date.first <= day:
            entries = (*entries, event) if entries and entries[-1].state == event.state else (event,)
    return entries


def state_since(flow: Flow, day: int) -> PartialDate | None:
    """Since when the state on a day holds without a break."""
    entries = state_entries(flow, day)
    return entries[0].date if entries else None


def use_barred_on(flow: Flow, day: int) -> tuple[FlowEvent | None, bool]:
    """The entry by which a court forbids use of the copy on a day, if one may, and whether that is sure: an imprecise
    bar may not have come yet, and an imprecise end of it leaves it possibly in force to its last day."""
    barred: FlowEvent | None = None
    sure = False
    for event in flow.history:
        if event.state == FlowState.use_barred and event.date.first <= day:
            barred, sure = event, event.date.last <= day
        elif event.state == FlowState.use_allowed and event.date.first <= day:
            barred, sure = (None, False) if event.date.last <= day else (barred, False)
    return barred, sure
