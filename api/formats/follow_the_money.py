"""FollowTheMoney entities of an answer, one a line, for Aleph and its relatives.

Organizations, datasets (as assets), sources (as documents), flows (as links between them, each with its dates, grade and
sources) and the suits that touch a flow. A route is no entity: a link from its origin to its target would say what no
source says. Nothing here needs the followthemoney library; a test reads the lines with it.
"""

import json
from collections.abc import Iterator

from api.formats import Answered, Format
from graphdb.answer_rows import ROUTED, answer_rows, every_hop, filters_of
from graphdb.answers import Hop
from graphdb.graph import Graph
from graphdb.model import (
    Dataset,
    LegalAction,
    LegalActionKind,
    Organization,
    OrganizationKind,
    Record,
    Source,
    SourceKind,
)
from graphdb.sentences import hop_words, number_words
from graphdb.texts import visible

__all__ = ["FOLLOW_THE_MONEY"]

_SCHEMAS = {
    OrganizationKind.company: "Company",
    OrganizationKind.nonprofit: "Organization",
    OrganizationKind.interstate_body: "Organization",
    OrganizationKind.group: "Organization",
}
"""Every other kind is a public body."""

Values = dict[str, list[str]]


def _write(answered: Answered) -> bytes:
    """The records on the routes of an answer, as one entity a line."""
    graph, answer = answered.graph, answered.answer
    hops = every_hop(answer_rows(answer))
    about = f"Release {graph.name}, as of {filters_of(answer).as_of.isoformat()}."
    entities = {entity["id"]: entity for entity in _entities(graph, hops, about)}
    lines = (json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n" for entity in entities.values())
    return "".join(lines).encode()


FOLLOW_THE_MONEY = Format("ftm", "application/json+ftm", "FollowTheMoney entities, one a line", _write, ROUTED)


def _entities(graph: Graph, hops: dict[str, Hop], about: str) -> Iterator[dict[str, object]]:
    for hop in hops.values():
        for id_ in (hop.source.id, hop.target.id):
            yield from _place(graph, graph.records[id_])
        for source in graph.sources(hop.sources):
            yield _source(source)
        yield _flow(graph, hop, about)
        for touch in hop.legal_actions:
            action = graph.records[touch.id]
            if isinstance(action, LegalAction) and action.kind in (LegalActionKind.suit, LegalActionKind.appeal):
                yield _case(graph, action)


def _place(graph: Graph, record: Record) -> Iterator[dict[str, object]]:
    if isinstance(record, Organization):
        yield _organization(graph, record)
    elif isinstance(record, Dataset):
        operator = graph.records[record.operator]
        yield _dataset(graph, record)
        if isinstance(operator, Organization):
            yield _organization(graph, operator)
        yield _link(f"operates-{record.id}", record.operator, record.id, {"role": ["operates"]})
        if record.part_of:
            yield from _place(graph, graph.records[record.part_of])
            yield _link(f"part-{record.id}", record.id, record.part_of, {"role": ["is part of"]})


def _organization(graph: Graph, record: Organization) -> dict[str, object]:
    named = {
        "name": [record.name],
        "abbreviation": [record.abbreviation or ""],
        "alias": list(record.aliases),
        "classification": [record.kind.value.replace("_", " ")],
        "notes": [record.note or ""],
        "sourceUrl": _addresses(graph, record.sources),
    }
    return _entity(record.id, _SCHEMAS.get(record.kind, "PublicBody"), named)


def _dataset(graph: Graph, record: Dataset) -> dict[str, object]:
    named = {
        "name": [record.name],
        "alias": list(record.aliases),
        "summary": [f"Dataset: {record.kind.value.replace('_', ' ')}"],
        "description": [record.description],
        "notes": [record.note or ""],
        "sourceUrl": _addresses(graph, record.sources),
    }
    return _entity(record.id, "Asset", named)


def _source(source: Source) -> dict[str, object]:
    named = {
        "fileName": [source.id],
        "title": [source.title],
        "publisher": [source.publisher],
        "publishedAt": [str(source.date) if source.date else ""],
        "sourceUrl": [source.url, source.archived_url or ""],
    }
    return _entity(source.id, "Article" if source.kind == SourceKind.news else "Document", named)


def _flow(graph: Graph, hop: Hop, about: str) -> dict[str, object]:
    """A link with the dates as precise as their sources; a start that is not known is no start, but a date."""
    record = graph.flow(hop.flow)
    grade = f"Evidence: {hop.evidence.value}, {number_words(len(hop.publishers), 'independent publisher')}."
    under = f'Under "{hop.agreement_title}".' if hop.agreement_title else ""
    disputes = [f"Disputed or qualified: {dispute.by}: {dispute.says}" for dispute in hop.disputes]
    quote = f"Quote: {record.quote}" if record.quote else ""
    sources = graph.sources(hop.sources)
    told = {
        "role": [f"data flow: {hop.mechanism.value.replace('_', ' ')} ({hop.basis.value})"],
        "status": [hop.state.replace("_", " ")],
        "startDate": [hop.start or "" if hop.start_known else ""],
        "date": ["" if hop.start_known else hop.start or "", hop.last_attested or ""],
        "endDate": [hop.ended or ""],
        "recordId": [hop.flow],
        "summary": [hop_words(hop)],
        "description": [grade, under, *disputes, quote, hop.note or "", about],
        "publisher": list(dict.fromkeys(source.publisher for source in sources)),
        "sourceUrl": _addresses(graph, hop.sources),
        "proof": [_id(id_) for id_ in hop.sources],
    }
    return _link(hop.flow, hop.source.id, hop.target.id, told)


def _case(graph: Graph, action: LegalAction) -> dict[str, object]:
    court = graph.records[action.court] if action.court else None
    named = {
        "name": [action.name],
        "type": [action.kind.value],
        "status": [action.status.value],
        "caseNumber": [action.docket or ""],
        "court": [court.name if isinstance(court, Organization) else ""],
        "fileDate": [str(action.filed) if action.filed else ""],
        "summary": [action.outcome],
        "sourceUrl": _addresses(graph, action.sources),
    }
    return _entity(action.id, "CourtCase", named)


def _link(id_: str, subject: str, target: str, told: Values) -> dict[str, object]:
    return _entity(id_, "UnknownLink", {"subject": [_id(subject)], "object": [_id(target)]} | told)


def _entity(id_: str, schema: str, values: Values) -> dict[str, object]:
    known = {name: list(dict.fromkeys(visible(one) for one in some if one)) for name, some in values.items()}
    return {"id": _id(id_), "schema": schema, "properties": {name: some for name, some in known.items() if some}}


def _id(id_: str) -> str:
    return f"datareach-{id_}"


def _addresses(graph: Graph, ids: tuple[str, ...]) -> list[str]:
    sources = graph.sources(ids)
    return [address for source in sources for address in (source.url, source.archived_url) if address]
