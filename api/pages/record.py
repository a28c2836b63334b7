"""The page of a record: every key that it has, its history, its sources, and everything that names it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from api.answers import Cited
from api.further_asking import QUESTIONS
from api.further_parameters import AskedWhatIf
from api.parameters import AskedRecord, today
from api.records import record_answer, record_of
from graphdb.dates import day_number
from graphdb.graph import Graph
from graphdb.model import KINDS, Agreement, Dataset, Flow, Organization, Record
from graphdb.questions.telling import tell_hop, tell_place
from graphdb.rules.target import target_places
from graphdb.sentences import first_upper, state_words

__all__ = ["LABELS", "record_content"]

LABELS = {
    "abbreviation": "Abbreviation",
    "aliases": "Also called",
    "operator": "Run by",
    "parent": "Part of",
    "part_of": "Part of",
    "people": "People",
    "records": "Records",
    "categories": "Categories of data",
    "categories_complete": "The list is complete",
    "sorn": "System of records notice",
    "laws": "Bound by",
    "parties": "Parties",
    "signed": "Signed",
    "effective": "In effect from",
    "expires": "Expires",
    "value_usd": "Value in US dollars",
    "authority": "Authority",
    "document_url": "Document",
    "source": "From",
    "target": "To",
    "onward_of": "Passes on",
    "agreement": "Under",
    "mechanism": "How",
    "basis": "Basis",
    "no_longer_bound": "No longer bound by",
    "purpose": "Purpose",
    "start": "Start",
    "end": "End",
    "last_attested": "Last attested",
    "evidence": "Evidence",
    "same_as": "Another telling of",
    "court": "Court",
    "docket": "Docket",
    "filed": "Filed",
    "plaintiffs": "Plaintiffs",
    "defendants": "Defendants",
    "appeal_of": "Appeal of",
    "about": "About",
    "status": "Status",
    "publisher": "Publisher",
    "date": "Published",
    "url": "Address",
    "archived_url": "Archived copy",
    "via": "Seen via",
    "citation": "Citation",
    "protects": "Protects",
    "label": "Label",
    "sensitive": "Sensitive",
    "dpv": "Term of the Data Privacy Vocabulary",
    "former_ids": "Former ids",
}
"""The keys that are shown as a list, in this order; the others have a place of their own on the page."""

_DATES = frozenset({"signed", "effective", "expires", "start", "end", "last_attested", "filed", "date"})
_ADDRESSES = frozenset({"document_url", "url", "archived_url"})
_VOCABULARY = frozenset({"mechanism", "basis", "evidence", "status"})
_TARGET = "ice"


class _Content(dict[str, Any]):
    """What a record says; a key that it does not have is empty."""

    def __missing__(self, key: str) -> str:
        return ""


def _content(value: Any) -> Any:
    if isinstance(value, dict):
        return _Content({key: _content(one) for key, one in value.items()})
    return [_content(one) for one in value] if isinstance(value, list) else value


def record_content(graph: Graph, id_: str, asked: AskedRecord) -> dict[str, Any]:
    """What the page shows. Raises UnknownId and Withdrawn."""
    record = record_of(graph, id_)
    answer = record_answer(graph, record)
    heading = _heading(graph, record, answer.name)
    cited: defaultdict[str, list[Cited]] = defaultdict(list)
    for one in answer.cited_by:
        cited[one.kind].append(one)
    return {
        "record": answer,
        "content": _content(answer.record),
        "heading": heading,
        "summary": f"{first_upper(record.kind_name.replace('_', ' '))}: {heading}. What is known of it, with its sources.",
        "labels": LABELS,
        "dates": _DATES,
        "addresses": _ADDRESSES,
        "vocabulary": _VOCABULARY,
        "state": _state(graph, record),
        "asks": _asks(graph, record),
        "end": _end(graph, record, asked) if isinstance(record, Agreement) else None,
        "own_sources": [answer.sources[one] for one in getattr(record, "sources", ()) if one in answer.sources],
        "cited": cited,
        "flows": _flow_names(graph, [*answer.named, *(one.id for one in answer.cited_by)]),
        "plurals": {kind: cls.plural for kind, cls in KINDS.items()},
    }


def _heading(graph: Graph, record: Record, name: str) -> str:
    if isinstance(record, Flow):
        source, target = (tell_place(graph, graph.place(id_)) for id_ in (record.source, record.target))
        return f"{source.short} to {target.short}"
    abbreviation = getattr(record, "abbreviation", None)
    return f"{name} ({abbreviation})" if abbreviation and abbreviation not in name else name


def _flow_names(graph: Graph, ids: Iterable[str]) -> dict[str, str]:
    """What flows are called: from where to where."""
    return {
        id_: f"{_heading(graph, record, '')}: {record.purpose.rstrip('.')}"
        for id_ in ids
        if isinstance(record := graph.records.get(id_), Flow)
    }


def _state(graph: Graph, record: Record) -> str:
    if not isinstance(record, Flow):
        return ""
    return f"{first_upper(state_words(tell_hop(graph, record, day_number(today()))))}."


def _asks(graph: Graph, record: Record) -> list[tuple[str, str]]:
    """What one may ask about the record next."""
    asks = []
    if isinstance(record, Dataset | Organization) and _TARGET in graph.place_number:
        inside = record.id == _TARGET or _within(graph, record)
        if not inside:
            asks.append((f"How it reaches {_TARGET.upper()}", f"/how/{record.id}/{_TARGET}"))
        asks.append(("What reaches it", f"/?target={record.id}" if record.id != _TARGET else "/"))
        asks.append(("Time line", f"/time/{record.id}"))
    if isinstance(record, Flow):
        asks.append(("On the map", f"/?flow={record.id}#evidence"))
    return asks


def _within(graph: Graph, record: Dataset | Organization) -> bool:
    """Whether a place is one of those that the target stands for."""
    mask = target_places(graph.network, graph.place_number[_TARGET]).mask
    return bool(mask[graph.place_number[record.id]])


def _end(graph: Graph, record: Agreement, asked: AskedRecord) -> Any:
    """What would change if the agreement ended; nothing where no flow rests on it."""
    if _TARGET not in graph.place_number or not any(flow.agreement == record.id for flow in graph.flows):
        return None
    given = AskedWhatIf(ended=[record.id], known_at=asked.known_at)
    question = QUESTIONS["what-if"]
    return question.public(graph, question.answered(graph, (_TARGET,), given), given)
