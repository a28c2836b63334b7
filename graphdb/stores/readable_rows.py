"""The rows of the readable tables: pure functions from a release. The columns are named in ``readable``.

Dates and texts are as in the records; lists of names are joined with ``; `` where they have no table of their own.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from graphdb.dates import PartialDate
from graphdb.model import (
    Agreement,
    AgreementEvent,
    Category,
    Dataset,
    Dispute,
    Figure,
    Flow,
    FlowEvent,
    FormerId,
    Law,
    LegalAction,
    Organization,
    Publisher,
    Record,
    Source,
)
from graphdb.release import Release

Row = tuple[str | int | None, ...]
_R = TypeVar("_R", bound=Record)


def sources(release: Release) -> Iterator[Row]:
    for one in _all(release, Source):
        told = (one.title, one.publisher, _text(one.date), one.url, one.archived_url, one.kind.value, one.via)
        yield (one.id, *told, one.note, one.topic)


def publishers(release: Release) -> Iterator[Row]:
    return ((one.id, one.name, one.house, one.aggregator) for one in _all(release, Publisher))


def categories(release: Release) -> Iterator[Row]:
    return ((one.id, one.label, one.description, one.dpv, one.sensitive) for one in _all(release, Category))


def laws(release: Release) -> Iterator[Row]:
    return ((one.id, one.label, one.citation, one.protects) for one in _all(release, Law))


def organizations(release: Release) -> Iterator[Row]:
    for one in _all(release, Organization):
        aliases = _joined(one.aliases)
        yield (one.id, one.name, one.abbreviation, one.kind.value, one.parent, aliases, one.note, one.topic)


def datasets(release: Release) -> Iterator[Row]:
    names = _place_names(release)
    for one in _all(release, Dataset):
        yield (
            one.id,
            one.name,
            one.kind.value,
            one.operator,
            names.get(one.operator),
            one.part_of,
            one.description,
            _joined(one.aliases),
            *_people(one.people),
            *((one.records.count, one.records.unit, _text(one.records.as_of)) if one.records else (None, None, None)),
            one.sorn,
            one.note,
            one.topic,
        )


def places(release: Release) -> Iterator[Row]:
    yield from ((one.id, one.name, one.id, None) for one in _all(release, Organization))
    yield from ((one.id, one.name, None, one.id) for one in _all(release, Dataset))


def legal_actions(release: Release) -> Iterator[Row]:
    for one in _all(release, LegalAction):
        yield (
            one.id,
            one.name,
            one.kind.value,
            one.court,
            one.docket,
            _text(one.filed),
            _joined(one.plaintiffs),
            _joined(one.defendants),
            one.appeal_of,
            one.status.value,
            one.outcome,
            one.note,
            one.topic,
        )


def agreements(release: Release) -> Iterator[Row]:
    for one in _all(release, Agreement):
        yield (
            one.id,
            one.title,
            one.kind.value,
            _text(one.signed),
            _text(one.effective),
            _text(one.expires),
            one.value_usd,
            one.authority,
            one.document_url,
            one.quote,
            one.note,
            one.topic,
        )


def flows(release: Release) -> Iterator[Row]:
    names = _place_names(release)
    titles = {one.id: one.title for one in _all(release, Agreement)}
    for one in _all(release, Flow):
        yield (
            one.id,
            one.source,
            names.get(one.source),
            one.target,
            names.get(one.target),
            one.mechanism.value,
            one.basis.value,
            one.evidence.value,
            one.agreement,
            titles.get(one.agreement) if one.agreement else None,
            one.purpose,
            _text(one.start),
            _text(one.end),
            _text(one.last_attested),
            one.categories_complete,
            *_people(one.people),
            one.same_as,
            one.quote,
            one.note,
            one.topic,
        )


def dataset_categories(release: Release) -> Iterator[Row]:
    return ((one.id, category) for one in _all(release, Dataset) for category in _once(one.categories))


def dataset_laws(release: Release) -> Iterator[Row]:
    return ((one.id, law) for one in _all(release, Dataset) for law in _once(one.laws))


def agreement_parties(release: Release) -> Iterator[Row]:
    return ((one.id, party) for one in _all(release, Agreement) for party in _once(one.parties))


def agreement_history(release: Release) -> Iterator[Row]:
    return ((one.id, *event) for one in _all(release, Agreement) for event in _history(one.history))


def flow_history(release: Release) -> Iterator[Row]:
    return ((one.id, *event) for one in _all(release, Flow) for event in _history(one.history))


def flow_categories(release: Release) -> Iterator[Row]:
    return ((one.id, category) for one in _all(release, Flow) for category in _once(one.categories))


def flow_no_longer_bound(release: Release) -> Iterator[Row]:
    return ((one.id, law) for one in _all(release, Flow) for law in _once(one.no_longer_bound))


def flow_onward_of(release: Release) -> Iterator[Row]:
    return ((one.id, earlier) for one in _all(release, Flow) for earlier in _once(one.onward_of))


def legal_events(release: Release) -> Iterator[Row]:
    for one in _all(release, LegalAction):
        for position, event in enumerate(one.events, 1):
            yield one.id, position, str(event.date), event.what, event.effect.value


def legal_event_affects(release: Release) -> Iterator[Row]:
    kinds = _kinds(release)
    for one in _all(release, LegalAction):
        for position, event in enumerate(one.events, 1):
            for affected in _once(event.affects):
                kind = kinds.get(affected)
                yield one.id, position, affected, _if(kind, "flow", affected), _if(kind, "agreement", affected)


def legal_action_about(release: Release) -> Iterator[Row]:
    kinds = _kinds(release)
    for one in _all(release, LegalAction):
        for about in _once(one.about):
            kind = kinds.get(about)
            place = about if kind in ("organization", "dataset") else None
            yield one.id, about, _if(kind, "flow", about), _if(kind, "agreement", about), place


def disputes(release: Release) -> Iterator[Row]:
    for flow in _all(release, Flow):
        yield from ((flow.id, position, flow.id, None, *said) for position, said in _disputes(flow.disputes))
    for one in _all(release, Agreement):
        yield from ((one.id, position, None, one.id, *said) for position, said in _disputes(one.disputes))


def organization_sources(release: Release) -> Iterator[Row]:
    return (row for one in _all(release, Organization) for row in _cited(one.id, [("record", one.sources)]))


def dataset_sources(release: Release) -> Iterator[Row]:
    for one in _all(release, Dataset):
        figures = [*_of_figure("people", one.people), *_of_figure("records", one.records)]
        yield from _cited(one.id, [("record", one.sources), *figures])


def agreement_sources(release: Release) -> Iterator[Row]:
    for one in _all(release, Agreement):
        yield from _cited(one.id, [("record", one.sources), *_of_events(one.history), *_of_disputes(one.disputes)])


def flow_sources(release: Release) -> Iterator[Row]:
    for one in _all(release, Flow):
        parts = [*_of_figure("people", one.people), *_of_events(one.history), *_of_disputes(one.disputes)]
        yield from _cited(one.id, [("record", one.sources), *parts])


def legal_action_sources(release: Release) -> Iterator[Row]:
    for one in _all(release, LegalAction):
        events = ((f"event {position}", event.sources) for position, event in enumerate(one.events, 1))
        yield from _cited(one.id, [("record", one.sources), *events])


def former_ids(release: Release) -> Iterator[Row]:
    """The ids that no record has any more: those with a reason of their own, then those that records say they had."""
    gone = {one.id: (one.id, one.to, one.reason, str(one.date)) for one in _all(release, FormerId)}
    yield from gone.values()
    told: dict[str, str] = {}
    for record in release.records:
        for former in getattr(record, "former_ids", ()):
            told.setdefault(former, record.id)
    yield from ((former, now, None, None) for former, now in told.items() if former not in gone)


def _all(release: Release, kind: type[_R]) -> Iterator[_R]:
    return (record for record in release.records if isinstance(record, kind))


def _text(date: PartialDate | None) -> str | None:
    return None if date is None else str(date)


def _joined(names: Sequence[str]) -> str | None:
    return "; ".join(names) or None


def _once(ids: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(ids)


def _if(kind: str | None, wanted: str, value: str) -> str | None:
    return value if kind == wanted else None


def _kinds(release: Release) -> dict[str, str]:
    return {record.id: record.kind_name for record in release.records}


def _place_names(release: Release) -> dict[str, str]:
    return {record.id: record.name for record in release.records if isinstance(record, Organization | Dataset)}


def _people(figure: Figure | None) -> Row:
    if figure is None:
        return (None, None, None)
    return (figure.count, figure.what.value if figure.what else None, _text(figure.as_of))


def _history(events: Sequence[FlowEvent | AgreementEvent]) -> Iterator[Row]:
    for position, event in enumerate(events, 1):
        yield position, str(event.date), event.state.value, event.attested, event.why, event.legal_action


def _disputes(some: Sequence[Dispute]) -> Iterator[tuple[int, Row]]:
    return ((position, (one.by, one.says, _text(one.date))) for position, one in enumerate(some, 1))


_Citations = Iterable[tuple[str, Sequence[str]]]


def _cited(record: str, citations: _Citations) -> Iterator[Row]:
    """One row for each source of a record and of its parts: ``record``, ``people``, ``history 2``, ``dispute 1`` ..."""
    return ((record, part, source) for part, cited in citations for source in _once(cited))


def _of_figure(part: str, figure: Figure | None) -> _Citations:
    return [(part, figure.sources)] if figure else []


def _of_events(events: Sequence[FlowEvent | AgreementEvent]) -> _Citations:
    return [(f"history {position}", event.sources) for position, event in enumerate(events, 1)]


def _of_disputes(some: Sequence[Dispute]) -> _Citations:
    return [(f"dispute {position}", one.sources) for position, one in enumerate(some, 1)]
