"""From numbers to records: places, hops and routes of an answer, described as they stand on a day."""

from collections.abc import Sequence
from dataclasses import replace

from graphdb.answers import Coverage, Hop, LegalTouch, Place, Route, Standing, Stretch
from graphdb.dates import parse_date
from graphdb.graph import Graph
from graphdb.model import Agreement, AgreementEvent, AgreementState, Dataset, Flow, FlowEvent, FlowState, Organization
from graphdb.questions.parameters import Filters
from graphdb.rules.categories import categories_on_route
from graphdb.rules.evidence import GRADES, effective_grade, level_parts
from graphdb.rules.law import laws_on_route
from graphdb.rules.mechanisms import leaves_copy
from graphdb.rules.presence import ALWAYS, Presence, forward
from graphdb.rules.ranking import FoundRoute
from graphdb.rules.states import Period, last_attested, start_known, state_on, state_since, use_barred_on
from graphdb.sentences import date_words

__all__ = ["ToldHops", "tell_coverage", "tell_hop", "tell_place", "tell_route"]


ToldHops = dict[tuple[str, frozenset[FlowState]], Hop]
"""The flows described so far, by id and the states of which they tell the dates."""


def tell_place(graph: Graph, number: int) -> Place:
    """The place with this number."""
    record = graph.places[number]
    if isinstance(record, Organization):
        return Place(record.id, record.name, "organization", record.abbreviation or record.name, topic=record.topic)
    operator = graph.records[record.operator]
    assert isinstance(operator, Organization)
    return Place(
        record.id,
        record.name,
        "dataset",
        record.name,
        operator.id,
        operator.abbreviation or operator.name,
        record.part_of,
        record.topic,
    )


def tell_route(graph: Graph, route: FoundRoute, filters: Filters, *, sure: bool, told: ToldHops | None = None) -> Route:
    """A found route with its hops, its weakest hop, its categories and laws. ``sure``: by the sure reading of the dates
    or by the possible one. ``told``: the flows described so far for the same day, which routes of one answer share."""
    told = {} if told is None else told
    flows = [graph.flows[number] for number in route.flows]
    states = filters.states_of_grade(level_parts(route.level)[0])
    for flow in flows:
        if (flow.id, states) not in told:
            told[flow.id, states] = tell_hop(graph, flow, filters.day, states)
    hops = tuple(
        replace(told[flow.id, states], assumed_join=True) if assumed else told[flow.id, states]
        for flow, assumed in zip(flows, route.assumed, strict=True)
    )
    weakest = max(range(len(hops)), key=lambda at: (GRADES.index(hops[at].evidence), -len(hops[at].publishers), -at))
    origin = graph.places[graph.place_number[flows[0].source]]
    dataset = origin if isinstance(origin, Dataset) else None
    attested = [parse_date(hop.last_attested) for hop in hops if hop.last_attested]
    return Route(
        hops=hops,
        standing=_standing(graph, route, filters.day, states, sure=sure),
        evidence=hops[weakest].evidence,
        publishers=len(hops[weakest].publishers),
        weakest=weakest,
        assumed_joins=sum(route.assumed),
        last_attested=str(min(attested, key=lambda date: date.last)) if attested else None,
        categories=categories_on_route(dataset.categories if dataset else None, flows),
        laws=laws_on_route(dataset, flows),
    )


def _standing(graph: Graph, route: FoundRoute, day: int, states: frozenset[FlowState], *, sure: bool) -> Standing:
    """Whether every hop is open on the day, or else whether the data is still at the target."""
    flowing: tuple[Presence, ...] = ALWAYS
    held: tuple[Presence, ...] = ALWAYS
    for number in route.flows:
        walked = [period for period in graph.periods[number] if period.state in states]
        spans = [period.sure if sure else period.possible for period in walked]
        flowing = tuple(days for span in spans for days in forward(flowing, span, copy=False))
        copy = bool(graph.network.copy[number])
        held = tuple(days for span in spans for days in forward(held, span, copy=copy))
    if any(days.first <= day <= days.last and not days.somewhere for days in flowing):
        return Standing.flowing
    if any(days.first <= day <= days.last and not days.somewhere for days in held):
        return Standing.held
    return Standing.ever


def tell_hop(graph: Graph, flow: Flow, day: int, states: frozenset[FlowState] = frozenset({FlowState.active})) -> Hop:
    """A flow as it stands on a day. ``states``: those of the periods of which the dates are told."""
    event, sure = _state(graph, flow, day)
    own = [period for period in graph.periods[graph.flow_number[flow.id]] if period.state in states]
    opened = [period for period in own if flow.history[period.opened].date.first <= day]
    rests_on = opened[-1].state if opened else FlowState.active
    since = state_since(flow, day)
    attested = last_attested(flow, day)
    agreement = _agreement(graph, flow, day)
    agreement_state, agreement_state_sure = _agreement_state(agreement, day)
    barred, barred_sure = use_barred_on(flow, day)
    return Hop(
        flow=flow.id,
        source=tell_place(graph, graph.place_number[flow.source]),
        target=tell_place(graph, graph.place_number[flow.target]),
        mechanism=flow.mechanism,
        leaves_copy=leaves_copy(flow.mechanism),
        basis=flow.basis,
        evidence=effective_grade(flow.evidence, rests_on),
        publishers=graph.publishers_of(flow),
        assumed_join=False,
        state=event.state.value if event else "not yet",
        state_since=str(since) if since else None,
        state_renewed=str(event.date) if event and event.date != since else None,
        state_sure=sure,
        state_why=event.why if event else None,
        state_by=event.legal_action if event else None,
        state_attested=bool(event and event.attested),
        rests_on=rests_on.value,
        stretches=tuple(_stretch(flow, period, day) for period in opened if period.state == rests_on),
        last_attested=str(attested) if attested else None,
        agreement=agreement.id if agreement else None,
        agreement_title=agreement.title if agreement else None,
        agreement_state=agreement_state,
        agreement_state_sure=agreement_state_sure,
        agreement_ran_out=_ran_out(agreement, day),
        categories=flow.categories,
        categories_complete=flow.categories_complete,
        use_barred_since=str(barred.date) if barred else None,
        use_barred_sure=barred_sure,
        use_barred_by=barred.legal_action if barred else None,
        use_barred_case=getattr(graph.records.get(barred.legal_action or ""), "name", None) if barred else None,
        use_barred_why=barred.why if barred else None,
        legal_actions=_legal_touches(graph, flow, agreement, day),
        disputes=flow.disputes + (agreement.disputes if agreement else ()),
        sources=flow.sources,
        note=flow.note,
    )


def _state(graph: Graph, flow: Flow, day: int) -> tuple[FlowEvent | None, bool]:
    """The entry that tells the state on a day, and whether it is sure. The day on which a flow is stopped is its last
    active one; and where an end may have come by then, being active is not sure."""
    event, sure = state_on(flow, day)
    active = [p for p in graph.periods[graph.flow_number[flow.id]] if p.state == FlowState.active]
    if event is None or any(p.sure.first <= day <= p.sure.last and not p.sure.somewhere for p in active):
        begun = [entry for entry in flow.history if entry.state == FlowState.active and entry.date.first <= day]
        return (begun[-1], True) if begun else (event, sure)
    return event, sure and event.state != FlowState.active


def _stretch(flow: Flow, period: Period, day: int) -> Stretch:
    closing = flow.history[period.closed] if period.closed is not None else None
    if closing is not None and closing.date.first > day:
        closing = None
    return Stretch(
        str(flow.history[period.opened].date),
        start_known(flow, period),
        str(closing.date) if closing else None,
        closing.state.value if closing else None,
        bool(closing and closing.attested),
    )


def _agreement(graph: Graph, flow: Flow, day: int) -> Agreement | None:
    """The agreement of a flow, if it had begun by the day: nothing flowed under a paper that was not written yet."""
    if flow.agreement is None:
        return None
    agreement = graph.agreement(flow.agreement)
    dates = [agreement.history[0].date, agreement.signed, agreement.effective]
    return agreement if any(date is not None and date.first <= day for date in dates) else None


def _ran_out(agreement: Agreement | None, day: int) -> str | None:
    """When an agreement had run out by the day: by its history (possibly, where ``Hop.agreement_state_sure`` is not), or
    by the end of its term."""
    if agreement is None:
        return None
    past = [event for event in agreement.history if event.date.first <= day]
    if past and past[-1].state in (AgreementState.expired, AgreementState.terminated):
        return str(past[-1].date)
    ended = agreement.expires is not None and agreement.expires.last < day
    renewed = past and agreement.expires is not None and past[-1].date.first > agreement.expires.last
    return str(agreement.expires) if ended and not (renewed and past[-1].state == AgreementState.in_force) else None


def _agreement_state(agreement: Agreement | None, day: int) -> tuple[str | None, bool]:
    """The state of an agreement on a day, and whether its date is sure to have come by then."""
    past = [event for event in agreement.history if event.date.first <= day] if agreement else []
    return (past[-1].state.value, past[-1].date.last <= day) if past else (None, True)


def _legal_touches(graph: Graph, flow: Flow, agreement: Agreement | None, day: int) -> tuple[LegalTouch, ...]:
    touches: list[LegalTouch] = []
    named: list[tuple[str, Sequence[FlowEvent] | Sequence[AgreementEvent]]] = [(flow.id, flow.history)]
    if agreement:
        named.append((agreement.id, agreement.history))
    for on, history in named:
        actions = {action.id: action for action in graph.legal_actions_about.get(on, ())}
        last = {event.legal_action: event for event in history if event.legal_action and event.date.first <= day}
        for id_ in sorted(actions.keys() | last.keys()):
            event = last.get(id_)
            name = getattr(graph.records[id_], "name", id_)
            filed = actions[id_].filed if id_ in actions else None
            if event is None and filed is not None and filed.first > day:
                continue
            told = (event.state.value, str(event.date), event.why) if event else (None, None, None)
            touches.append(LegalTouch(id_, name, on, *told))
    ruled = {touch.id for touch in touches if touch.state is not None}
    return tuple(dict.fromkeys(touch for touch in touches if touch.state is not None or touch.id not in ruled))


def tell_coverage(graph: Graph, note: str, day: int) -> Coverage:
    """What the release holds, with a note on what that does not say. ``day``: the one asked about, or the last of them;
    a day after the newest source is one of which the release knows nothing."""
    read = graph.read
    newest = read.newest_source or read.last_attested
    if newest is not None and newest.last < day:
        dated = date_words(str(newest))
        note = f"{note} The newest source of this release is dated {dated}; what changed after it is not known."
    attested = str(read.last_attested) if read.last_attested else None
    return Coverage(graph.name, read.sources, read.publishers, read.flows, attested, note)
