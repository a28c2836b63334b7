"""Every id that a record names must exist, and be of a kind that can stand there."""

from collections.abc import Iterator

from pydantic import BaseModel

from graphdb.model import (
    Agreement,
    AgreementEvent,
    Dataset,
    Dispute,
    Event,
    Figure,
    Flow,
    FlowEvent,
    LegalAction,
    Organization,
)
from ingest.check.facts import Facts
from ingest.entries import Entry
from ingest.faults import Fault, Path, nearest
from ingest.located import Node

__all__ = ["PARTS", "REFERENCES", "check_references"]

Kinds = tuple[str, ...]
_SOURCES: dict[str, Kinds] = {"sources": ("source",)}
_STATE: dict[str, Kinds] = {"legal_action": ("legal_action",)} | _SOURCES
_PLACE: Kinds = ("dataset", "organization")

REFERENCES: dict[type[BaseModel], dict[str, Kinds]] = {
    Organization: {"parent": ("organization",)} | _SOURCES,
    Dataset: {"operator": ("organization",), "part_of": ("dataset",)} | _SOURCES,
    Agreement: {"parties": ("organization",)} | _SOURCES,
    Flow: {
        "source": _PLACE,
        "target": _PLACE,
        "onward_of": ("flow",),
        "agreement": ("agreement",),
        "same_as": ("flow",),
    }
    | _SOURCES,
    LegalAction: {
        "court": ("organization",),
        "appeal_of": ("legal_action",),
        "about": ("agreement", "flow", "dataset"),
    }
    | _SOURCES,
    FlowEvent: _STATE,
    AgreementEvent: _STATE,
    Event: {"affects": ("flow", "agreement")} | _SOURCES,
    Figure: _SOURCES,
    Dispute: _SOURCES,
}
"""Which keys name records, and of which kinds."""

PARTS: dict[type[BaseModel], dict[str, type[BaseModel]]] = {
    Dataset: {"people": Figure, "records": Figure},
    Agreement: {"history": AgreementEvent, "disputes": Dispute},
    Flow: {"people": Figure, "history": FlowEvent, "disputes": Dispute},
    LegalAction: {"events": Event},
}
"""Which keys hold parts that name records themselves."""


def check_references(facts: Facts) -> Iterator[Fault]:
    """Dangling ids and ids of a wrong kind, also in records that have other faults."""
    for entry in facts.entries:
        for path, named, kinds in _mentions(entry.kind, entry.node, ()):
            if facts.kinds.get(named) not in kinds:
                yield _fault(facts, entry, path, named, kinds)
        yield from _parties(facts, entry)
        successor = entry.node.get("to") if entry.kind.kind_name == "former_id" else None
        if successor and isinstance(successor.value, str) and successor.value not in facts.kinds:
            yield _fault(facts, entry, ("to",), successor.value, tuple(facts.ids_of_kind))


def _mentions(model: type[BaseModel], node: Node, path: Path) -> Iterator[tuple[Path, str, Kinds]]:
    for key, kinds in REFERENCES.get(model, {}).items():
        for where, named in _one_or_many(node, key, path):
            if isinstance(named.value, str):
                yield where, named.value, kinds
    for key, part in PARTS.get(model, {}).items():
        for where, inside in _one_or_many(node, key, path):
            yield from _mentions(part, inside, where)


def _one_or_many(node: Node, key: str, path: Path) -> Iterator[tuple[Path, Node]]:
    inside = node.get(key)
    if inside is None:
        return
    if isinstance(inside.value, list):
        for number, one in enumerate(inside.value):
            yield (*path, key, number), one
    else:
        yield (*path, key), inside


def _parties(facts: Facts, entry: Entry) -> Iterator[Fault]:
    """Plaintiffs and defendants are names or ids; an id must be an organization's."""
    for key in ("plaintiffs", "defendants") if entry.kind is LegalAction else ():
        for number, party in enumerate(entry.node.listed(key)):
            text = party.value
            if not isinstance(text, str):
                continue
            kind = facts.kinds.get(text, "" if _looks_like_an_id(text) else "organization")
            if kind != "organization":
                yield _fault(facts, entry, (key, number), text, ("organization",))


def _looks_like_an_id(text: str) -> bool:
    """Names have capitals or spaces."""
    return "-" in text and text.isascii() and text == text.lower() and text.replace("-", "").isalnum()


def _fault(facts: Facts, entry: Entry, path: Path, named: str, kinds: Kinds) -> Fault:
    wanted = " or ".join(kind.replace("_", " ") for kind in kinds) if len(kinds) <= 3 else "record"
    found = facts.kinds.get(named)
    if found is not None:
        problem = f"{named!r} is {_one(found.replace('_', ' '))}, not {_one(wanted)}"
        return entry.fault(path, problem, f"Name the {wanted} that is meant.")
    guess = nearest(named, tuple(id_ for kind in kinds for id_ in facts.ids_of_kind.get(kind, ())))
    remedy = f"Did you mean {guess!r}?" if guess else f"Add a record with this id, or name a {wanted} that exists."
    return entry.fault(path, f"no {wanted} has the id {named!r}", remedy)


def _one(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
