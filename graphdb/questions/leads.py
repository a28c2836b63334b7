"""Where to look next? Agreements that are about to expire, and flows of which a document would change most answers, each
with a request for records in plain words."""

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graphdb.answers import Coverage, Place
from graphdb.dates import day_number
from graphdb.errors import BadParameter
from graphdb.graph import Graph
from graphdb.model import Agreement, Dataset, Evidence, Flow, Organization, OrganizationKind
from graphdb.questions.parameters import Filters
from graphdb.questions.remembering import remembered
from graphdb.questions.search_routes import Search
from graphdb.questions.telling import tell_coverage, tell_place
from graphdb.questions.told import Told, day_opening, sentence
from graphdb.rules.counting import count_wholes
from graphdb.rules.evidence import GRADES, level
from graphdb.rules.presence import sweep
from graphdb.rules.reachability import leading_to
from graphdb.rules.states import state_on
from graphdb.rules.target import target_places
from graphdb.rules.walking import Arcs
from graphdb.sentences import date_words, number_words, place_words

__all__ = ["EXAMPLE", "Expiring", "LeadsAnswer", "LeadsParameters", "Upgrade", "ask"]

EXAMPLE = "leads ice"

Flags = NDArray[np.bool_]
_PUBLIC = frozenset(
    {
        OrganizationKind.federal_department,
        OrganizationKind.federal_agency,
        OrganizationKind.component,
        OrganizationKind.state_agency,
        OrganizationKind.local_agency,
    }
)
_FEDERAL = frozenset({OrganizationKind.federal_department, OrganizationKind.federal_agency, OrganizationKind.component})


@dataclass(frozen=True, slots=True)
class LeadsParameters:
    """``months``: how far ahead of the day of the filters an agreement expires. ``limit``: the most upgrades returned."""

    target: str
    filters: Filters
    months: int = 12
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Expiring:
    """An agreement that expires soon, with flows that are on a way to the target, and what to ask for."""

    agreement: str
    title: str
    expires: str
    flows: tuple[str, ...]
    request: str


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A flow with less than a document behind it. ``origins``: those whose best grade would be better, or that would
    come to reach, if a document showed the flow; ``databases``: how many databases these are."""

    flow: str
    evidence: Evidence
    state: str
    origins: tuple[Place, ...]
    databases: int
    request: str


@dataclass(frozen=True, slots=True)
class LeadsAnswer:
    """The answer to ``LeadsParameters``: upgrades by how many databases they would change."""

    parameters: LeadsParameters
    release: str
    target: Place
    expiring: tuple[Expiring, ...]
    upgrades: tuple[Upgrade, ...]
    coverage: Coverage
    told: Told
    truncated: bool


_COVERAGE = "A lead says where a document would matter, not what it would show."


@remembered
def ask(graph: Graph, parameters: LeadsParameters) -> LeadsAnswer:
    """Answer where to look next. Raises UnknownId, and BadParameter for numbers that cannot be."""
    if not 1 <= parameters.months <= 120:
        raise BadParameter(f"{parameters.months} months cannot be asked for.", "Ask for 1 to 120 months.")
    parameters.filters.check(graph)
    target = graph.place(parameters.target)
    mask = target_places(graph.network, target).mask
    # Everything down to what is unconfirmed is looked at: that is what a document would settle.
    widest = replace(parameters.filters, evidence=Evidence.alleged)
    search = Search(graph, widest, mask, mask)
    upgrades = sorted(_upgrades(graph, search), key=lambda one: (-one.databases, -len(one.origins), one.flow))
    expiring = tuple(sorted(_expiring(graph, search, parameters), key=lambda one: (one.expires, one.agreement)))
    told_target = tell_place(graph, target)
    return LeadsAnswer(
        parameters=parameters,
        release=graph.name,
        target=told_target,
        expiring=expiring,
        upgrades=tuple(upgrades[: parameters.limit]),
        coverage=tell_coverage(graph, _COVERAGE, parameters.filters.day),
        told=_told(parameters, told_target, expiring, upgrades),
        truncated=len(upgrades) > parameters.limit,
    )


def _upgrades(graph: Graph, search: Search) -> Iterator[Upgrade]:
    """For each flow below ``documented``: which origins would do better if it were documented.

    For each grade, what reaches with flows no weaker than it, and with the flow besides. Only a flow whose head leads to
    the target so can change anything.
    """
    arcs = search.arcs(sure=True)
    weakest = [int(level(np.array([grade]), np.array([0]))[0]) for grade in range(len(GRADES))]
    better: dict[int, set[int]] = {}
    for limit in weakest:
        strong = arcs.level <= limit
        reached = _leading(search, arcs.where(strong))
        weak = np.unique(arcs.flow[~strong & reached[arcs.head] & (arcs.flow >= 0)])
        for flow in weak.tolist():
            with_it = _leading(search, arcs.where(strong | (arcs.flow == flow)))
            better.setdefault(flow, set()).update(_origins(graph, search, with_it & ~reached))
    for number, origins in better.items():
        if origins:
            yield _upgrade(graph, search, graph.flows[number], sorted(origins))


def _leading(search: Search, arcs: Arcs) -> Flags:
    """(V,) the vertices that lead to the target as asked."""
    if not search.goal.copies:
        return leading_to(arcs.starts, arcs.tail, search.targets)
    return sweep(arcs, search.targets, search.goal).reaches()


def _origins(graph: Graph, search: Search, reached: Flags) -> list[int]:
    places = graph.network.place_count
    return [int(number) for number in np.flatnonzero(reached[:places] & ~search.closed)]


def _upgrade(graph: Graph, search: Search, flow: Flow, origins: list[int]) -> Upgrade:
    state = state_on(flow, search.filters.day)[0]
    places = tuple(tell_place(graph, origin) for origin in origins)
    part_of = {place.id: place.part_of for place in graph.places if isinstance(place, Dataset) and place.part_of}
    databases = count_wholes((place.id for place in places if place.kind == "dataset"), part_of)
    word = state.state.value if state is not None else "not yet"
    return Upgrade(flow.id, flow.evidence, word, places, databases, _request(graph, flow))


def _expiring(graph: Graph, search: Search, parameters: LeadsParameters) -> Iterator[Expiring]:
    """The agreements that may expire in the time ahead and carry flows on a way to the target."""
    day = parameters.filters.day
    until = day_number(_months_later(parameters.filters.as_of, parameters.months))
    walked = _on_ways(search)
    by_agreement: dict[str, list[Flow]] = {}
    for number in walked:
        flow = graph.flows[number]
        if flow.agreement:
            by_agreement.setdefault(flow.agreement, []).append(flow)
    for id_, flows in by_agreement.items():
        agreement = graph.agreement(id_)
        expires = agreement.expires
        if expires is not None and expires.last >= day and expires.first <= until:
            ids = tuple(flow.id for flow in flows)
            yield Expiring(id_, agreement.title, str(expires), ids, _renewal(graph, agreement, flows[0]))


def _on_ways(search: Search) -> list[int]:
    arcs: Arcs = search.arcs(sure=False)
    reached = _leading(search, arcs)
    return [int(flow) for flow in np.unique(arcs.flow[reached[arcs.head]]) if flow >= 0]


def _months_later(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, 9999)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _body(graph: Graph, flow: Flow) -> Organization | None:
    """The public body to ask: the one that receives, or else the one that gives."""
    for id_ in (flow.target, flow.source):
        place = graph.records[id_]
        organization = graph.records[place.operator] if isinstance(place, Dataset) else place
        if isinstance(organization, Organization) and organization.kind in _PUBLIC:
            return organization
    return None


def _asking(graph: Graph, flow: Flow) -> str:
    body = _body(graph, flow)
    if body is None:
        return "No public body is a party to this flow; ask the organizations themselves for"
    law = "the Freedom of Information Act" if body.kind in _FEDERAL else "the public records law that binds it"
    return f"Ask {place_words(tell_place(graph, graph.place_number[body.id]))}, under {law}, for"


def _request(graph: Graph, flow: Flow) -> str:
    """What to ask for, from which body, naming the document."""
    ends = [tell_place(graph, graph.place_number[place]).name for place in (flow.source, flow.target)]
    moved = f"data moved from {ends[0]} to {ends[1]}"
    if flow.agreement:
        document = "an agreement with its amendments"
        title = f'Its title is "{graph.agreement(flow.agreement).title}"'
    else:
        document, title = "the agreement, order or correspondence behind this flow", ""
    return sentence(
        f"{_asking(graph, flow)} {document}", title, f"Ask also for records that show whether and when {moved}"
    )


def _renewal(graph: Graph, agreement: Agreement, flow: Flow) -> str:
    """What to ask for when an agreement is about to expire."""
    exact = agreement.expires is not None and agreement.expires.exact
    when = f"It expires {'on' if exact else 'in'} {date_words(str(agreement.expires))}"
    asked = f"{_asking(graph, flow)} any extension, renewal or successor of an agreement"
    return sentence(asked, f'Its title is "{agreement.title}"', when)


def _told(parameters: LeadsParameters, target: Place, expiring: tuple[Expiring, ...], upgrades: list[Upgrade]) -> Told:
    title = f"Leads on what reaches {target.short}"
    opening = day_opening(parameters.filters).replace("Up to", "As of")
    months = number_words(parameters.months, "month")
    verb = "expires" if len(expiring) == 1 else "expire"
    count = number_words(len(expiring), "agreement") if expiring else "no agreement"
    first = f"{opening}, {count} with known flows on a way to {target.short} {verb} within {months}"
    if not expiring:
        first = f"{opening}, no agreement with known flows on a way to {target.short} is on record as expiring within {months}"
    if not upgrades:
        return Told(title, sentence(first, "A document for a single flow would change no answer"), _NOTES)
    best = upgrades[0]
    second = f"A document for one of {number_words(len(upgrades), 'flow')} would change an answer"
    third = f"The one that would change most: {number_words(best.databases, 'database')}, by a flow that is now {best.evidence}"
    return Told(title, sentence(first, second, third), _NOTES)


_NOTES = (
    "Each request names what to ask for and whom to ask; what the records would show is not known.",
    "Flows that are not confirmed are counted among those that a document would settle.",
)
