"""Rule: which dates of agreements and legal actions belong into a calendar, as exactly as the records give them.

An agreement has the date on which it expires, unless its history says that it was terminated before. A legal action has the
events that a record tells as a hearing; what is only said to follow or precede one is none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphdb.dates import PartialDate
from graphdb.model import Agreement, AgreementState, LegalAction, Record

__all__ = ["Expected", "expected_dates"]

_HEARING = re.compile(
    r"oral arguments?\b|arguments? (?:on|before|in|heard)\b|(?!an? |no )(?:\w+ )?hearing\b|.*\bat (?:a|the) hearing\b",
    re.IGNORECASE,
)
"""How the records begin an event that is a hearing, or say that something was said at one."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A date. ``what``: ``expires`` or ``hearing``; ``told``: the words of the record, where it has any."""

    record: Agreement | LegalAction
    what: str
    date: PartialDate
    told: str | None
    sources: tuple[str, ...]


def expected_dates(records: Iterable[Record]) -> Iterator[Expected]:
    """The dates, in the order of the records and their events."""
    for record in records:
        if isinstance(record, Agreement) and record.expires is not None and not _terminated(record, record.expires):
            yield Expected(record, "expires", record.expires, None, record.sources)
        elif isinstance(record, LegalAction):
            for event in record.events:
                if _HEARING.match(event.what):
                    yield Expected(record, "hearing", event.date, event.what, event.sources)


def _terminated(agreement: Agreement, expires: PartialDate) -> bool:
    """Whether the last state that the history gives up to the expiry is a termination."""
    before = [event for event in agreement.history if event.date.first <= expires.last]
    return bool(before) and before[-1].state == AgreementState.terminated
