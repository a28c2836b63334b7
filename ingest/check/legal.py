"""A legal action and the records that it changed tell the same story."""

from collections.abc import Iterator
from itertools import chain

from graphdb.model import Agreement, AgreementEvent, Flow, FlowEvent, LegalAction
from ingest.check.facts import Facts
from ingest.entries import Entry
from ingest.faults import Fault

__all__ = ["check_legal_actions"]


def check_legal_actions(facts: Facts) -> Iterator[Fault]:
    """What a ruling affects has an entry in its history that names it, and the other way round."""
    for entry, action in facts.each(LegalAction):
        for number, event in enumerate(action.events):
            for position, named in enumerate(event.affects):
                record = facts.records.get(named)
                if isinstance(record, Flow | Agreement) and not _names(record, action.id):
                    problem = f"no entry in the history of {named!r} names this legal action"
                    remedy = f"Add 'legal_action: {action.id}' to the entry that it caused."
                    yield entry.fault(("events", number, "affects", position), problem, remedy)
    told: Iterator[tuple[Entry, Agreement | Flow]] = chain(facts.each(Agreement), facts.each(Flow))
    for entry, record in told:
        history: tuple[AgreementEvent | FlowEvent, ...] = record.history
        for number, state in enumerate(history):
            cause = facts.records.get(state.legal_action or "")
            if isinstance(cause, LegalAction) and record.id not in _touched(cause):
                problem = f"the legal action {cause.id!r} does not name {record.id!r}"
                remedy = "Name it in its 'about', or in the 'affects' of the event."
                yield entry.fault(("history", number, "legal_action"), problem, remedy)


def _names(record: Flow | Agreement, action: str) -> bool:
    return any(state.legal_action == action for state in record.history)


def _touched(action: LegalAction) -> set[str]:
    return {*action.about, *(named for event in action.events for named in event.affects)}
