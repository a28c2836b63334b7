"""The page "How X reaches Y": the routes of one origin, what goes over them, and how we know."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from api.pages.evidence import how
from api.parameters import Asked, read_filters
from graphdb.graph import Graph
from graphdb.model import Category, Dataset
from graphdb.questions.rows import OriginRow
from graphdb.questions.telling import tell_hop, tell_place
from graphdb.sentences import claim_sentence, date_words, route_sentence

__all__ = ["how_content"]


def how_content(graph: Graph, origin: str, target: str, asked: Asked) -> dict[str, Any]:
    """What the page shows. Raises UnknownId and BadParameter."""
    filters = read_filters(asked)
    to = tell_place(graph, graph.place(target))
    begin = tell_place(graph, graph.place(origin))
    pinned = how(graph, origin, to, filters)
    row, record = pinned.row, graph.records[begin.id]
    data = begin.name if begin.kind == "dataset" else f"unnamed data of {begin.name}"
    verb = {"flowing": "reaches", "held": "came to", "ever": "reached"}
    title = f"How {data} {verb[pinned.question]} {to.short}" if row else f"Does {data} reach {to.short}?"
    operator = record.operator if isinstance(record, Dataset) else None
    return {
        "title": title,
        "summary": claim_sentence(row.route, to) if row else pinned.gone,
        "words": route_sentence(row.route, to, row.deciding) if row else "",
        "pinned": pinned,
        "origin": begin,
        "target": to,
        "about": getattr(record, "description", None) or getattr(record, "note", None),
        "operator": tell_place(graph, graph.place(operator)) if operator else None,
        "people": record.people if isinstance(record, Dataset) else None,
        "fates": _fates(graph, row) if row else {},
        "first": _first(row) if row else "",
        "laws": _laws(graph, row) if row else (),
        "blocked": [tell_hop(graph, graph.flow(id_), filters.day) for id_ in (row.blocked if row else ())],
        "day": filters.as_of,
    }


def _fates(graph: Graph, row: OriginRow) -> dict[str, list[Category]]:
    """The categories by what becomes of them, sensitive ones first."""
    fates: defaultdict[str, list[Category]] = defaultdict(list)
    for one in row.categories:
        if one.category in graph.categories:
            fates[one.fate.value].append(graph.categories[one.category])
    return {
        fate: sorted(fates[fate], key=lambda one: (not one.sensitive, one.label))
        for fate in ("listed", "possible", "added", "stripped")
    }


def _first(row: OriginRow) -> str:
    first = row.first_reached
    if first.earliest is None:
        return ""
    day = date_words(first.earliest)
    if first.latest != first.earliest:
        day = f"between {day} and {date_words(first.latest)}" if first.latest else f"{day} at the earliest"
    return day if first.start_known else f"by {day}; when it began is not known"


def _laws(graph: Graph, row: OriginRow) -> Iterable[dict[str, str | None]]:
    return [{"label": graph.law_label(one.law), "ends_at": one.ends_at} for one in row.route.laws]
