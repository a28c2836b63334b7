"""JSON-LD of an answer in the terms of DPV, PROV-O, DCAT and ORG, and of our own where these have none.

The context is inside. What a source does not say is not claimed by a type: only a flow that is said to have occurred is a
``prov:Activity`` and has a ``dpv:hasRecipient``.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from api.formats import Answered, Format
from api.formats.jsonld_context import CONTEXT, record_iri
from graphdb.answer_network import sentence_of
from graphdb.answer_rows import ROUTED, AnswerRow, answer_rows, every_hop, filters_of
from graphdb.answers import Hop
from graphdb.graph import Graph
from graphdb.model import (
    Agreement,
    Basis,
    Category,
    Dataset,
    Dispute,
    Flow,
    LegalAction,
    Mechanism,
    Organization,
    Record,
    Source,
)
from graphdb.sentences import hop_words
from graphdb.texts import visible

__all__ = ["JSON_LD"]

Node = dict[str, Any]

_PROCESSING = {
    Mechanism.bulk_transfer: "dpv:Transfer",
    Mechanism.query_access: "dpv:Query",
    Mechanism.matching: "dpv:Match",
    Mechanism.direct_login: "dpv:Access",
    Mechanism.api_feed: "dpv:Transmit",
    Mechanism.ad_hoc_request: "dpv:Disclose",
    Mechanism.purchase: "dpv:Acquire",
    Mechanism.subpoena: "dpv:Disclose",
    Mechanism.biometric_match: "dpv:Match",
    Mechanism.unknown: None,
}
_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


def _write(answered: Answered) -> bytes:
    nodes = _Nodes(answered)
    document = {"@context": CONTEXT, "@graph": nodes.all()}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


JSON_LD = Format("jsonld", "application/ld+json", "JSON-LD with DPV, PROV-O, DCAT and ORG", _write, ROUTED)


class _Nodes:
    """Gathers the nodes of an answer: the answer, its rows and hops, and every record that they name, each once."""

    def __init__(self, answered: Answered) -> None:
        self._graph: Graph = answered.graph
        self._answered = answered
        self._iri = f"urn:datareach:answer:{hashlib.sha256(answered.address.encode()).hexdigest()[:32]}"
        self._records: dict[str, Node] = {}

    def all(self) -> list[Node]:
        """The answer first, then rows and hops, then records in the order in which they come up."""
        rows = answer_rows(self._answered.answer)
        hops: dict[str, Node] = {}
        told = [self._row(number, one, hops) for number, one in enumerate(rows, 1)]
        for hop in every_hop(rows).values():
            self._flow(hop)
        sources = [node["@id"] for node in self._records.values() if "Source" in node["@type"]]
        return [_known(node) for node in (self._answer(rows, sources), *told, *hops.values(), *self._records.values())]

    def _answer(self, rows: tuple[AnswerRow, ...], sources: list[str]) -> Node:
        answer, filters = self._answered.answer, filters_of(self._answered.answer)
        target, origin = getattr(answer, "target", None), getattr(answer, "origin", None)
        for place in (target, origin):
            if place is not None:
                self._place(self._graph.records[place.id])
        return {
            "@id": self._iri,
            "@type": ["Answer", "Entity"],
            "sentence": sentence_of(answer),
            "question": filters.question.value,
            "asOf": _date(filters.as_of.isoformat()),
            "release": answer.release,
            "outcome": answer.outcome.value,
            "truncated": answer.truncated,
            "coverage": answer.coverage.note,
            "address": self._answered.address,
            "target": record_iri(target.id) if target else None,
            "origin": record_iri(origin.id) if origin else None,
            "row": [{"@id": self._row_iri(number)} for number in range(1, len(rows) + 1)],
            "derivedFrom": sources,
        }

    def _row_iri(self, number: int) -> str:
        return f"{self._iri}:row:{number}"

    def _row(self, number: int, one: AnswerRow, hops: dict[str, Node]) -> Node:
        for place in (one.origin, one.target):
            self._place(self._graph.records[place.id])
        made = [self._hop(hop) for hop in one.route.hops]
        hops.update((hop["@id"], hop) for hop in made)
        first = one.row.first_reached if one.row else None
        deciding = one.deciding
        return {
            "@id": self._row_iri(number),
            "@type": ["Row"],
            "position": number,
            "section": one.section,
            "origin": record_iri(one.origin.id),
            "target": record_iri(one.target.id),
            "evidence": one.route.evidence.value,
            "publishers": one.route.publishers,
            "weakestFlow": record_iri(one.route.hops[one.route.weakest].flow),
            "standing": one.standing.value,
            "sure": one.sure,
            "decidedBy": deciding
            and {"flow": record_iri(deciding.flow), "date": _date(deciding.date), "state": deciding.state},
            "assumedJoins": one.route.assumed_joins,
            "firstReachedEarliest": _date(first.earliest) if first else None,
            "firstReachedLatest": _date(first.latest) if first else None,
            "startKnown": first.start_known if first else None,
            "lastAttested": _date(one.route.last_attested),
            "sentence": one.sentence,
            "hops": [hop["@id"] for hop in made],
        }

    def _hop(self, hop: Hop) -> Node:
        """A flow as it stands on the day of the answer."""
        for touch in hop.legal_actions:
            self._legal_action(touch.id)
        return {
            "@id": f"{self._iri}:hop:{hop.flow}{':assumed' if hop.assumed_join else ''}",
            "@type": ["Hop"],
            "flow": record_iri(hop.flow),
            "sentence": hop_words(hop),
            "evidence": hop.evidence.value,
            "publishers": len(hop.publishers),
            "publisherName": list(hop.publishers),
            "assumedJoin": hop.assumed_join,
            "state": hop.state,
            "stateSince": _date(hop.state_since),
            "stateSure": hop.state_sure,
            "stateAttested": hop.state_attested,
            "why": hop.state_why,
            "start": _date(hop.start),
            "startKnown": hop.start_known,
            "ended": _date(hop.ended),
            "lastAttested": _date(hop.last_attested),
            "ranOut": _date(hop.agreement_ran_out),
            "useBarredSince": _date(hop.use_barred_since),
            "useBarredSure": hop.use_barred_sure if hop.use_barred_since else None,
            "ruling": [
                _known(
                    {
                        "legalAction": record_iri(touch.id),
                        "on": record_iri(touch.on),
                        "state": touch.state,
                        "date": _date(touch.since),
                        "why": touch.why,
                    }
                )
                for touch in hop.legal_actions
            ],
        }

    def _flow(self, hop: Hop) -> None:
        flow, occurred = self._graph.flow(hop.flow), hop.basis == Basis.occurred
        processing = _PROCESSING[flow.mechanism]
        types = ["Flow", "Processing", *([processing] if processing else []), *(["Activity"] if occurred else [])]
        for place in (hop.source, hop.target):
            self._place(self._graph.records[place.id])
        receives = occurred and hop.target.kind == "organization"
        if receives:
            self._records[hop.target.id]["@type"] = ["Organization", "Recipient"]
        if flow.agreement:
            self._agreement(self._graph.agreement(flow.agreement))
        self._records[flow.id] = {
            "@id": record_iri(flow.id),
            "@type": types,
            "from": record_iri(flow.source),
            "to": record_iri(flow.target),
            "recipient": record_iri(flow.target) if receives else None,
            "mechanism": flow.mechanism.value,
            "basis": flow.basis.value,
            "evidence": flow.evidence.value,
            "purpose": flow.purpose,
            "personalData": [self._category(category) for category in flow.categories],
            "categoriesComplete": flow.categories_complete,
            "under": record_iri(flow.agreement) if flow.agreement else None,
            "quote": self._quote(flow),
            "dispute": [self._dispute(dispute) for dispute in flow.disputes],
            "note": flow.note,
            "source": self._sources(flow.sources),
        }

    def _place(self, record: Record) -> None:
        if record.id in self._records:
            return
        if isinstance(record, Organization):
            parent = record.parent
            self._records[record.id] = {
                "@id": record_iri(record.id),
                "@type": ["Organization"],
                "name": record.name,
                "shortName": record.abbreviation,
                "kind": record.kind.value,
                "unitOf": record_iri(parent) if parent else None,
                "source": self._sources(record.sources),
            }
            if parent:
                self._place(self._graph.records[parent])
        elif isinstance(record, Dataset):
            self._records[record.id] = {
                "@id": record_iri(record.id),
                "@type": ["Dataset", "Entity"],
                "title": record.name,
                "description": record.description,
                "kind": record.kind.value,
                "operatedBy": record_iri(record.operator),
                "isPartOf": record_iri(record.part_of) if record.part_of else None,
                "applicableLaw": [self._law(law) for law in record.laws],
                "personalData": [self._category(category) for category in record.categories],
                "note": record.note,
                "source": self._sources(record.sources),
            }
            for named in (record.operator, record.part_of):
                if named:
                    self._place(self._graph.records[named])

    def _agreement(self, record: Agreement) -> None:
        for party in record.parties:
            self._place(self._graph.records[party])
        self._records[record.id] = {
            "@id": record_iri(record.id),
            "@type": ["Agreement", "Entity"],
            "title": record.title,
            "kind": record.kind.value,
            "party": [record_iri(party) for party in record.parties],
            "signed": _date(record.signed),
            "effective": _date(record.effective),
            "expires": _date(record.expires),
            "quote": self._quote(record),
            "dispute": [self._dispute(dispute) for dispute in record.disputes],
            "note": record.note,
            "source": self._sources(record.sources),
        }

    def _legal_action(self, id_: str) -> None:
        record = self._graph.records[id_]
        if id_ in self._records or not isinstance(record, LegalAction):
            return
        self._records[id_] = {
            "@id": record_iri(id_),
            "@type": ["LegalAction"],
            "name": record.name,
            "kind": record.kind.value,
            "status": record.status.value,
            "description": record.outcome,
            "source": self._sources(record.sources),
        }

    def _category(self, id_: str) -> str:
        key, known = f"category:{id_}", self._graph.categories.get(id_)
        if key not in self._records and isinstance(known, Category):
            self._records[key] = {
                "@id": record_iri(key),
                "@type": ["Category", "PersonalData"],
                "name": known.label,
                "closeMatch": f"pd:{known.dpv}" if known.dpv else None,
            }
        return record_iri(key)

    def _law(self, id_: str) -> str:
        key, known = f"law:{id_}", self._graph.laws.get(id_)
        if key not in self._records and known is not None:
            node = {"@id": record_iri(key), "@type": ["Law"], "name": known.label, "citation": known.citation}
            self._records[key] = node
        return record_iri(key)

    def _sources(self, ids: Iterable[str]) -> list[str]:
        sources = self._graph.sources(ids)
        for source in sources:
            self._records.setdefault(source.id, _source(source))
        return [record_iri(source.id) for source in sources]

    def _quote(self, record: Flow | Agreement) -> Node | None:
        """Words of the sources. With several sources the record does not say which of them holds the words."""
        if not record.quote:
            return None
        cited = self._sources(record.sources)
        how = "quotedFrom" if len(cited) == 1 else "derivedFrom"
        return {"@type": ["Quote", "Entity"], "value": record.quote, how: cited}

    def _dispute(self, dispute: Dispute) -> Node:
        told = {"by": dispute.by, "says": dispute.says, "date": _date(dispute.date)}
        return _known({"@type": ["Dispute"], **told, "source": self._sources(dispute.sources)})


def _source(source: Source) -> Node:
    return {
        "@id": record_iri(source.id),
        "@type": ["Source", "Entity"],
        "title": source.title,
        "publisher": source.publisher,
        "kind": source.kind.value,
        "issued": _date(source.date),
        "url": source.url,
        "archivedUrl": source.archived_url,
        "via": source.via,
    }


def _date(date: object) -> Node | str | None:
    """A date as precise as its source: a year, a month or a day of XML Schema; what is neither stays a text."""
    if date is None:
        return None
    text = str(date)
    return {"@value": text, "@type": _DATES[len(text)]} if _DATE.fullmatch(text) else text


def _known(node: Node) -> Node:
    """A node without what is not known, its texts without characters that mislead."""
    return {name: _visible(value) for name, value in node.items() if value not in (None, [])}


def _visible(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return [_visible(one) for one in value]
    return {name: _visible(one) for name, one in value.items()} if isinstance(value, dict) else value
