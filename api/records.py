"""One record with its evidence, what it names, and what names it."""

from collections.abc import Iterator
from typing import Any

from api.answering import public_source
from api.answers import Cited, Found, RecordAnswer, SearchAnswer
from api.parameters import AskedSearch
from graphdb.graph import Graph
from graphdb.model import KINDS, Record, Source
from graphdb.rules.evidence import independent_publishers
from graphdb.searching import search_index

__all__ = ["current_id", "name_of", "record_answer", "record_of", "search_answer"]

_VOCABULARY = ("category", "law", "publisher")
_TITLES = ("name", "title", "label", "purpose")
_NAMING = frozenset(
    {
        "about",
        "affects",
        "agreement",
        "appeal_of",
        "categories",
        "court",
        "defendants",
        "laws",
        "legal_action",
        "no_longer_bound",
        "onward_of",
        "operator",
        "parent",
        "part_of",
        "parties",
        "plaintiffs",
        "same_as",
        "source",
        "sources",
        "target",
        "to",
    }
)
"""The keys whose values are ids of records (or, of plaintiffs and defendants, may be)."""


def current_id(graph: Graph, id_: str) -> str:
    """The current id of a record of any kind. Raises UnknownId and Withdrawn."""
    return id_ if _word(graph, id_) else graph.resolve(id_)


def record_of(graph: Graph, id_: str) -> Record:
    """The record with an id or a former id: of any kind, also categories and laws. Raises UnknownId and Withdrawn."""
    return _word(graph, id_) or graph.record(id_)


def _word(graph: Graph, id_: str) -> Record | None:
    if id_ in graph.records:
        return None
    words = (record for kind in _VOCABULARY for record in graph.release.of_kind(kind))
    return next((record for record in words if record.id == id_), None)


def name_of(record: Record) -> str:
    """What a record is called."""
    return next((str(getattr(record, key)) for key in _TITLES if hasattr(record, key)), record.id)


def record_answer(graph: Graph, record: Record) -> RecordAnswer:
    """A record with every key that it has, its sources, what it names and what names it."""
    known = {one.id: one for one in graph.release.records if one.kind_name != "former_id"}
    content = record.model_dump(mode="json", exclude_defaults=True)
    named = {id_: known[id_] for _, id_ in _named(content) if id_ in known and id_ != record.id}
    sources = [one for one in named.values() if isinstance(one, Source)]
    own = graph.sources(getattr(record, "sources", ()))
    return RecordAnswer(
        release=graph.name,
        kind=record.kind_name,
        id=record.id,
        name=name_of(record),
        record=content,
        publishers=list(independent_publishers(own, graph.publishers)),
        named={one.id: name_of(one) for one in named.values() if not isinstance(one, Source)},
        cited_by=list(_citing(graph, record)),
        sources={source.id: public_source(source) for source in sources},
    )


def _citing(graph: Graph, record: Record) -> Iterator[Cited]:
    """The records that name it, in the order of kinds and ids, each key once."""
    quoted = f'"{record.id}"'
    for one in graph.release.records:
        if one.id == record.id or one.kind_name not in KINDS or quoted not in one.model_dump_json():
            continue
        content = one.model_dump(mode="json", exclude_defaults=True)
        for key in dict.fromkeys(key for key, id_ in _named(content) if id_ == record.id):
            yield Cited(id=one.id, kind=one.kind_name, name=name_of(one), key=key)


def _named(content: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Each id that a record names, with the dotted key under which it does."""
    if isinstance(content, dict):
        for name, value in content.items():
            yield from _named(value, f"{key}.{name}" if key else name)
    elif isinstance(content, list):
        for value in content:
            yield from _named(value, key)
    elif isinstance(content, str) and key.rpartition(".")[2] in _NAMING:
        yield key, content


def search_answer(graph: Graph, asked: AskedSearch) -> SearchAnswer:
    """The records that match. Raises BadParameter."""
    matches = search_index(graph).search(asked.q, kinds=asked.kinds, limit=asked.most)
    return SearchAnswer(
        release=graph.name,
        found=[
            Found(id=one.id, kind=one.kind, name=one.name, matched=one.matched, way=one.way.value)
            for one in matches.found
        ],
        kinds=matches.kinds,
        read_as=dict(matches.spelled),
        truncated=matches.truncated,
    )
