"""The kinds of records that can be matched, and a line that tells a record from its namesakes."""

from api.reconcile.models import Type
from graphdb.graph import Graph
from graphdb.model import Agreement, Dataset, LegalAction, Organization, Record

__all__ = ["TYPES", "describe", "type_of"]

TYPES: dict[str, Type] = {
    kind: Type(id=kind, name=name)
    for kind, name in (
        ("dataset", "Dataset"),
        ("organization", "Organization"),
        ("agreement", "Agreement"),
        ("legal_action", "Legal action"),
    )
}
"""By id. Flows, sources and words have no names that a table would hold."""


def type_of(record: Record) -> Type:
    """The type of a record of one of these kinds."""
    return TYPES[record.kind_name]


def describe(graph: Graph, record: Record) -> str:
    """What a record is: ``records system of the Internal Revenue Service``."""
    if not isinstance(record, Dataset | Organization | Agreement | LegalAction):
        return record.kind_name.replace("_", " ")
    kind = record.kind.value.replace("_", " ")
    if isinstance(record, Dataset):
        return f"{kind}, run by {_name(graph, record.operator)}"
    if isinstance(record, Organization):
        return f"{kind}, part of {_name(graph, record.parent)}" if record.parent else kind
    if isinstance(record, Agreement):
        parties = [_name(graph, party) for party in record.parties[:3]]
        more = " and others" if len(record.parties) > len(parties) else ""
        return f"{kind}, {', '.join(parties)}{more}" if parties else kind
    return f"{kind}, {_name(graph, record.court)}" if record.court else kind


def _name(graph: Graph, id_: str) -> str:
    return str(getattr(graph.records[id_], "name", id_))
