"""Which records a name may mean, and how sure that is."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz, process

from api.reconcile.kinds import TYPES, describe, type_of
from api.reconcile.models import Candidate, Candidates, Feature, Query
from graphdb.errors import BadParameter
from graphdb.graph import Graph
from graphdb.model import Agreement, Dataset, Organization, Record
from graphdb.searching import search_index
from graphdb.stores.names import Names, fold, names_of

__all__ = ["candidates"]

_LEAST_LIKE = 70.0
"""Names less alike are no candidates."""

_FOUND_OTHERWISE = 50.0
"""The score of a record that a search finds, say by an everyday word, whose names are not like the text."""

_ALMOST = 99.0
"""The best score of a name that is not the text itself."""

_MORE_WORDS = 0.9
"""What is left of the likeness of a name that has more words than the text, or fewer."""

_OTHER_PROPERTY = 25.0
"""What a candidate loses for each property that it does not have."""


@lru_cache(maxsize=4)
def _names(graph: Graph) -> dict[str, tuple[str, ...]]:
    """The ids of the records that can be matched, by each of their folded names."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for entry in search_index(graph).entries:
        if entry.record.kind_name in TYPES:
            for name in dict.fromkeys(_written(entry.record, entry.names)):
                named[name].append(entry.record.id)
    return {name: tuple(ids) for name, ids in named.items()}


def _written(record: Record, names: Names) -> Iterator[str]:
    """The folded names of a record, also as tables write them: the name, then the abbreviation in brackets."""
    short = fold(getattr(record, "abbreviation", None) or "")
    for name in names.all:
        yield name.folded
        if short and not name.short:
            yield f"{name.folded} {short}"


def candidates(graph: Graph, query: Query) -> Candidates:
    """The records that a query may mean, best first.

    Raises:
        BadParameter: a type or a property that does not exist, or neither a text nor a property.
    """
    types = _types(query)
    text = fold(query.query or "")
    if not text and not query.properties:
        raise BadParameter("A query needs a text or a property.", "Give `query`.")
    scores = (
        _scores(graph, text)
        if text
        else dict.fromkeys((id_ for ids in _names(graph).values() for id_ in ids), _FOUND_OTHERWISE)
    )
    exact = {id_ for id_ in _names(graph).get(text, ()) if graph.records[id_].kind_name in types}
    found = []
    for id_, name_score in scores.items():
        record = graph.records[id_]
        if record.kind_name not in types:
            continue
        fits = [(one.pid, _has(graph, record, one.pid, one.v)) for one in query.properties]
        score = max(0.0, name_score - _OTHER_PROPERTY * sum(not fit for _, fit in fits))
        if not text and not all(fit for _, fit in fits):
            continue
        features = [Feature(id="name", value=round(name_score, 1)), *(Feature(id=pid, value=fit) for pid, fit in fits)]
        found.append(
            Candidate(
                id=id_,
                name=names_of(record).all[0].shown,
                description=describe(graph, record),
                type=[type_of(record)],
                score=round(score, 1),
                features=features,
                match=exact == {id_} and all(fit for _, fit in fits),
            )
        )
    found.sort(key=lambda one: (-one.score, list(TYPES).index(one.type[0].id), one.name, one.id))
    return Candidates(result=found[: query.limit])


def _scores(graph: Graph, text: str) -> dict[str, float]:
    """The records whose names look like a text, or that a search for it finds, with how alike the best name is."""
    scores: dict[str, float] = {}
    names = _names(graph)
    for name, likeness in _alike(text, tuple(names)):
        for id_ in names[name]:
            scores[id_] = max(scores.get(id_, 0.0), 100.0 if name == text else min(likeness, _ALMOST))
    for match in search_index(graph).search(" ".join(text.split()[:32]), kinds=tuple(TYPES), limit=20).found:
        scores.setdefault(match.id, _FOUND_OTHERWISE)
    return scores


def _alike(text: str, names: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    """Names like a text, with how alike, 0 to 100: the words in any order; and, somewhat less, one with more words."""
    for name, likeness, _ in process.extract(
        text, names, scorer=fuzz.token_sort_ratio, score_cutoff=_LEAST_LIKE, limit=60
    ):
        yield name, likeness
    several = tuple(name for name in names if " " in name)
    for name, likeness, _ in process.extract(
        text, several, scorer=fuzz.token_set_ratio, score_cutoff=_LEAST_LIKE, limit=60
    ):
        yield name, _MORE_WORDS * likeness


def _types(query: Query) -> frozenset[str]:
    asked = [query.type] if isinstance(query.type, str) else query.type or list(TYPES)
    for type_ in asked:
        if type_ not in TYPES:
            raise BadParameter(f"There is no type {type_!r}.", f"Types: {', '.join(TYPES)}.")
    return frozenset(asked)


def _has(graph: Graph, record: Record, property_: str, value: object) -> bool:
    """Whether a record has one of the values of a property, by id or name."""
    wanted = value if isinstance(value, list) else [value]
    texts = {fold(str(getattr(one, "id", one))) for one in wanted} | {fold(getattr(one, "name", "")) for one in wanted}
    return bool(texts & set(_told(graph, record, property_)))


def _told(graph: Graph, record: Record, property_: str) -> Iterator[str]:
    """The folded names and ids of what a record names under a property."""
    ids: tuple[str, ...]
    if property_ == "operator":
        ids = (record.operator,) if isinstance(record, Dataset) else ()
    elif property_ == "parent":
        ids = (record.parent,) if isinstance(record, Organization) and record.parent else ()
    elif property_ == "party":
        ids = record.parties if isinstance(record, Agreement) else ()
    elif property_ == "category":
        for id_ in record.categories if isinstance(record, Dataset) else ():
            yield from (fold(id_), fold(graph.categories[id_].label))
        return
    else:
        known = "operator, parent, party, category"
        raise BadParameter(f"Records are not matched by the property {property_!r}.", f"Properties: {known}.")
    for id_ in ids:
        yield from (name.folded for name in names_of(graph.records[id_]).all)
