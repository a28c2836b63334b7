"""The current release as nodes and relationships for people who browse in Neo4j's own tools: pure functions of a record.

Every node of ours that people see has the label ``DataReach``, one label of ``LABELS``, and a ``key`` of its own; every
relationship belongs to one record, and is made and taken away with it. ``FLOWS_TO`` is derived from flows. Nothing here
is the truth: answers are computed from the records (``DataReachVersion``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from graphdb.model import (
    Agreement,
    AgreementEvent,
    Dataset,
    Event,
    Figure,
    Flow,
    FlowEvent,
    FormerId,
    LegalAction,
    Organization,
    Record,
    Source,
)
from graphdb.release import Release
from graphdb.stores import readable_rows

__all__ = ["LABELS", "Relationship", "RelationshipType", "ends_of", "key_of", "properties_of", "relationships_of"]

LABELS = {
    "organization": "Organization",
    "dataset": "Dataset",
    "agreement": "Agreement",
    "flow": "Flow",
    "legal_action": "LegalAction",
    "source": "Source",
    "category": "Category",
    "law": "Law",
    "publisher": "Publisher",
    "former_id": "FormerId",
}
"""The label of each kind of record."""

_VOCABULARY = ("category", "law", "publisher", "former_id")

Properties = dict[str, Any]


class RelationshipType(StrEnum):
    """Every type of relationship. Its owner is where it starts, except that ``SENDS`` and ``FLOWS_TO`` belong to the flow."""

    sends = "SENDS"
    delivers_to = "DELIVERS_TO"
    flows_to = "FLOWS_TO"
    under = "UNDER"
    onward_of = "ONWARD_OF"
    same_as = "SAME_AS"
    carries = "CARRIES"
    frees_from = "FREES_FROM"
    operated_by = "OPERATED_BY"
    part_of = "PART_OF"
    holds = "HOLDS"
    bound_by = "BOUND_BY"
    has_party = "HAS_PARTY"
    about = "ABOUT"
    appeal_of = "APPEAL_OF"
    heard_by = "HEARD_BY"
    changed_by = "CHANGED_BY"
    cites = "CITES"
    now = "NOW"


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship, between the nodes of two keys."""

    type: RelationshipType
    start: str
    end: str
    properties: Properties


def key_of(kind: str, record_id: str) -> str:
    """The key of a node. Records share one space of ids; each kind of word has its own."""
    return f"{kind}:{record_id}" if kind in _VOCABULARY else record_id


def properties_of(record: Record) -> Properties:
    """What a node shows: the keys of the record, with lists of parts as texts, and without what relationships say."""
    shown: Properties = {"key": key_of(record.kind_name, record.id)}
    for name, value in record.model_dump(mode="json", exclude_defaults=True).items():
        if name in _SHOWN_APART or value is None:
            continue
        shown[name] = value
    shown["id"] = record.id
    shown |= _parts(record)
    return shown


_SHOWN_APART = {
    *("history", "events", "disputes", "people", "records", "sources", "categories", "laws", "parties", "about"),
    *("onward_of", "no_longer_bound", "source", "target", "operator", "parent", "part_of", "agreement", "same_as"),
    *("court", "appeal_of", "to"),
}
"""Keys that relationships say, and parts that are shown as texts."""


def _parts(record: Record) -> Properties:
    parts: Properties = {}
    history = getattr(record, "history", ())
    if history:
        parts["history"] = [_event(event) for event in history]
        parts["state"] = history[-1].state.value
        parts["since"] = str(history[-1].date)
    if isinstance(record, LegalAction):
        parts["events"] = [_ruling(event) for event in record.events]
    disputes = getattr(record, "disputes", ())
    if disputes:
        parts["disputes"] = [f"{dispute.by}: {dispute.says}" for dispute in disputes]
    for name in ("people", "records"):
        figure = getattr(record, name, None)
        if isinstance(figure, Figure):
            parts[f"{name}_count"] = figure.count
            parts |= {f"{name}_as_of": str(figure.as_of)} if figure.as_of else {}
    return parts


def _event(event: FlowEvent | AgreementEvent) -> str:
    """One dated state: ``2025-08 active (attested): First match.``"""
    attested = " (attested)" if event.attested else ""
    why = f": {event.why}" if event.why else ""
    return f"{event.date} {event.state.value}{attested}{why}"


def _ruling(event: Event) -> str:
    return f"{event.date} {event.effect.value}: {event.what}"


def relationships_of(record: Record) -> Iterator[Relationship]:
    """The relationships that belong to a record; none twice."""
    key = key_of(record.kind_name, record.id)
    seen = set()
    for kind, end, properties in _named(record):
        here = (kind, end, properties.get("locator"))
        if end is not None and here not in seen:
            seen.add(here)
            starts_elsewhere = kind is RelationshipType.sends
            yield Relationship(kind, end if starts_elsewhere else key, key if starts_elsewhere else end, properties)
    if isinstance(record, Flow):
        told = {"flow": record.id, "mechanism": record.mechanism.value, "basis": record.basis.value}
        last = record.history[-1]
        told |= {"evidence": record.evidence.value, "state": last.state.value, "since": str(last.date)}
        yield Relationship(RelationshipType.flows_to, record.source, record.target, told)
    for part, source in _citations(record):
        quote = getattr(record, "quote", None) if part == "record" else None
        told = {"locator": part} | ({"quote": quote} if quote else {})
        yield Relationship(RelationshipType.cites, key, source, told)


def ends_of(record: Record) -> Iterator[str]:
    """The keys of the nodes that the relationships of a record lead to."""
    yield from (end for _, end, _ in _named(record) if end is not None)
    parts = (*getattr(record, "history", ()), *getattr(record, "events", ()), *getattr(record, "disputes", ()))
    for part in (record, *parts, getattr(record, "people", None), getattr(record, "records", None)):
        yield from getattr(part, "sources", ())


_Named = Iterator[tuple[RelationshipType, str | None, Properties]]


def _named(record: Record) -> _Named:
    types = RelationshipType
    if isinstance(record, Flow):
        yield types.sends, record.source, {}
        yield types.delivers_to, record.target, {}
        yield types.under, record.agreement, {}
        yield from ((types.onward_of, earlier, {}) for earlier in record.onward_of)
        yield types.same_as, record.same_as, {}
        yield from ((types.carries, key_of("category", one), {}) for one in record.categories)
        yield from ((types.frees_from, key_of("law", one), {}) for one in record.no_longer_bound)
    elif isinstance(record, Dataset):
        yield types.operated_by, record.operator, {}
        yield types.part_of, record.part_of, {}
        yield from ((types.holds, key_of("category", one), {}) for one in record.categories)
        yield from ((types.bound_by, key_of("law", one), {}) for one in record.laws)
    elif isinstance(record, Organization):
        yield types.part_of, record.parent, {}
    elif isinstance(record, Agreement):
        yield from ((types.has_party, party, {}) for party in record.parties)
    elif isinstance(record, LegalAction):
        yield from _of_legal_action(record)
    elif isinstance(record, FormerId):
        yield types.now, record.to, {}
    for event in getattr(record, "history", ()):
        yield types.changed_by, event.legal_action, {}


def _of_legal_action(record: LegalAction) -> _Named:
    """What a ruling reached comes first, with what the ruling did."""
    reached = {
        affected: {"effect": event.effect.value, "date": str(event.date)}
        for event in record.events
        for affected in event.affects
    }
    for end in dict.fromkeys((*record.about, *reached)):
        yield RelationshipType.about, end, reached.get(end, {})
    yield RelationshipType.appeal_of, record.appeal_of, {}
    yield RelationshipType.heard_by, record.court, {}


def _citations(record: Record) -> Iterator[tuple[str, str]]:
    """Which part of a record cites which source: ``record``, ``people``, ``history 2``, ``dispute 1`` ..."""
    rows = _ROWS.get(record.kind_name)
    if rows is not None and not isinstance(record, Source):
        yield from ((str(part), str(source)) for _, part, source in rows(Release((record,))))


_ROWS = {
    "organization": readable_rows.organization_sources,
    "dataset": readable_rows.dataset_sources,
    "agreement": readable_rows.agreement_sources,
    "flow": readable_rows.flow_sources,
    "legal_action": readable_rows.legal_action_sources,
}
