"""Ids: one record each, over all files and kinds; and for ever, so that an address once given keeps working."""

from collections.abc import Iterator

from graphdb.model import FormerId
from ingest.check.facts import Facts
from ingest.entries import Entry
from ingest.faults import Fault

__all__ = ["check_duplicates", "check_former_ids", "check_vanished"]

_NO_ADDRESS = ("category", "publisher")
"""Kinds whose ids are words of the vocabulary and stand in no address."""

_WORDS = ("category", "law", "publisher")
"""Kinds to which no former id leads: ``Graph.resolve`` knows none of them."""


def check_duplicates(facts: Facts) -> Iterator[Fault]:
    """One id in two places."""
    kept = {record.id: record for record in facts.others}
    for entry in facts.entries:
        first = facts.by_id.get(entry.id, entry)
        if first is not entry and entry.kind is not FormerId and first.kind is not FormerId:
            kind = first.kind.kind_name.replace("_", " ")
            problem = f"the id {entry.id!r} is taken by the {kind} at {first.place()}"
            yield entry.fault(("id",), problem, "Ids are unique over all files and kinds: choose another.")
        elif entry.id in kept and entry.kind is not FormerId:
            problem = f"the id {entry.id!r} is taken by a record of the reader {kept[entry.id].reader!r}"
            yield entry.fault(("id",), problem, "Ids are unique over all readers: choose another.")


def _former_ids(facts: Facts) -> Iterator[tuple[str, Entry, tuple[str | int, ...]]]:
    for entry in facts.entries:
        if entry.kind is FormerId:
            yield entry.id, entry, ()
        for number, node in enumerate(entry.node.listed("former_ids")):
            if isinstance(node.value, str):
                yield node.value, entry, ("former_ids", number)


def check_former_ids(facts: Facts) -> Iterator[Fault]:
    """A former id that is still in use, that two records claim, or that leads to a word. (Circles: ``check_chains``.)"""
    in_use = {entry.id: entry for entry in facts.entries if entry.kind is not FormerId and entry.id}
    claimed: dict[str, Entry] = {}
    for former, entry, path in _former_ids(facts):
        if former in in_use:
            problem = f"the former id {former!r} is in use at {in_use[former].place()}"
            yield entry.fault(path, problem, "Take it out here, or give that record another id.")
        if former in claimed:
            problem = f"the former id {former!r} stands already at {claimed[former].place()}"
            yield entry.fault(path, problem, "One id leads to one record: keep one of the two.")
        claimed.setdefault(former, entry)
    for entry, moved in facts.each(FormerId):
        kind = facts.kinds.get(moved.to or "")
        if kind in _WORDS:
            problem = f"{moved.to!r} is a {kind} of the vocabulary: no address leads there"
            yield entry.fault(("to",), problem, "Leave 'to' out, and name it in the reason.")


def check_vanished(facts: Facts) -> Iterator[Fault]:
    """Ids of the release before that nothing explains any more."""
    if facts.before is None:
        return
    explained = set(facts.kinds) | {former for former, _, _ in _former_ids(facts)}
    explained |= {former for record in facts.others for former in getattr(record, "former_ids", ())}
    remedy = "Give it an entry in renamed.yaml, or name it in the former_ids of the record that stands for it."
    for record in facts.before.records:
        if record.kind_name in _NO_ADDRESS:
            continue
        for id_ in (record.id, *getattr(record, "former_ids", ())):
            if id_ not in explained:
                kind = record.kind_name.replace("_", " ")
                yield Fault("renamed.yaml", 1, id_, "", f"the {kind} vanished that the release before has", remedy)
