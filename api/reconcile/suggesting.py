"""Type-ahead: records, kinds and properties whose names begin so."""

from collections.abc import Iterable, Sequence

from api.reconcile.extending import PROPERTIES
from api.reconcile.kinds import TYPES, describe, type_of
from api.reconcile.models import Entity, Property, SuggestedEntities, SuggestedProperties, SuggestedTypes
from graphdb.errors import BadParameter
from graphdb.graph import Graph
from graphdb.searching import search_index
from graphdb.stores.names import fold

__all__ = ["suggest_entities", "suggest_properties", "suggest_types"]

_MATCHED_BY = (
    Property(id="parent", name="parent", description="Of an organization: the one above it."),
    Property(id="party", name="party", description="Of an agreement: who made it."),
    Property(id="category", name="category", description="Of a dataset: a kind of data in it."),
)
"""Properties that narrow candidates and are no columns."""


def suggest_entities(graph: Graph, prefix: str, types: Sequence[str], skip: int, most: int) -> SuggestedEntities:
    """Records that a text finds, best first. Raises BadParameter for a type that does not exist."""
    for type_ in types:
        if type_ not in TYPES:
            raise BadParameter(f"There is no type {type_!r}.", f"Types: {', '.join(TYPES)}.")
    found = search_index(graph).search(prefix, kinds=tuple(types) or tuple(TYPES), limit=skip + most).found
    records = [(match, graph.records[match.id]) for match in found[skip:]]
    return SuggestedEntities(
        result=[
            Entity(id=match.id, name=match.name, description=describe(graph, record), notable=[type_of(record)])
            for match, record in records
        ]
    )


def suggest_types(prefix: str) -> SuggestedTypes:
    """The kinds that begin so."""
    return SuggestedTypes(result=[one for one in TYPES.values() if _begins(prefix, (one.id, one.name))])


def suggest_properties(prefix: str) -> SuggestedProperties:
    """The properties that begin so."""
    every = (*PROPERTIES, *_MATCHED_BY)
    return SuggestedProperties(result=[one for one in every if _begins(prefix, (one.id, one.name))])


def _begins(prefix: str, names: Iterable[str]) -> bool:
    words = fold(prefix).split()
    own = [word for name in names for word in fold(name).split()]
    return all(any(one.startswith(word) for one in own) for word in words)
