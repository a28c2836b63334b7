"""Partial dates: as precise as the source, compared as intervals of days.

Reads the date forms of the Library of Congress' Extended Date/Time Format (EDTF, ISO 8601-2:2019): level 0 ``2025``,
``2025-07``, ``2025-07-14``; of level 1 the qualifiers ``?``, ``~``, ``%`` and unspecified digits (``202X``, ``20XX``,
``2025-XX``, ``2025-07-XX``). Seasons are not read: their days differ by country and trade. Curated facts use level 0
only (``docs/facts-format.md``). Why not the ``edtf`` package: docs/decisions.md.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from graphdb.errors import BadDate

__all__ = ["BEGINNING", "FOREVER", "PartialDate", "day_number", "day_text", "parse_date"]

BEGINNING = 0
"""Before every day: the open start of an interval."""

FOREVER = 4_000_000
"""After every day: the open end of an interval (9999-12-31 is day 3,652,059)."""

_FORM = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%])?")
_HINT = "Write a date as YYYY, YYYY-MM or YYYY-MM-DD, no more exact than the source."


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as a source gives it. ``first`` and ``last`` are the days it may mean, as day numbers (day 1 is 0001-01-01)."""

    text: str
    first: int
    last: int

    def __str__(self) -> str:
        return self.text

    @property
    def exact(self) -> bool:
        """Whether the date names one day."""
        return self.first == self.last

    def before(self, other: "PartialDate") -> bool:
        """Whether every day that this date may mean lies before every day that ``other`` may mean."""
        return self.last < other.first

    def overlaps(self, other: "PartialDate") -> bool:
        """Whether both dates may mean the same day."""
        return self.first <= other.last and other.first <= self.last


@lru_cache(maxsize=8192)
def parse_date(text: str) -> PartialDate:
    """Read one partial date.

    Raises:
        BadDate: the text is none of the forms above, or no such day exists (2025-02-30, the year 0).
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise BadDate(f"{text!r} is not a date.", _HINT)
    year, month, day, _ = match.groups()
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if last_year == 0:
        raise BadDate(f"{text!r}: there is no year 0.", _HINT)
    first_year = max(first_year, 1)
    try:
        first, last = _span(first_year, last_year, month, day)
    except ValueError as reason:
        raise BadDate(f"{text!r}: there is no such date.", _HINT) from reason
    return PartialDate(text, first.toordinal(), last.toordinal())


def _span(first_year: int, last_year: int, month: str | None, day: str | None) -> tuple[datetime.date, datetime.date]:
    if month in (None, "XX") or first_year != last_year:
        if day not in (None, "XX") or (first_year != last_year and month not in (None, "XX")):
            raise ValueError("a known part below an unknown one")
        return datetime.date(first_year, 1, 1), datetime.date(last_year, 12, 31)
    assert month is not None
    if day in (None, "XX"):
        return datetime.date(first_year, int(month), 1), _last_day(first_year, int(month))
    assert day is not None
    exact = datetime.date(first_year, int(month), int(day))
    return exact, exact


def _last_day(year: int, month: int) -> datetime.date:
    if not 1 <= month <= 12:
        raise ValueError("no such month")
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def day_number(day: datetime.date) -> int:
    """The day number of a calendar day (1 is 0001-01-01)."""
    return day.toordinal()


def day_text(number: int) -> str | None:
    """The calendar day of a day number as ``YYYY-MM-DD``; nothing for an open start or end."""
    if number <= BEGINNING or number >= FOREVER:
        return None
    return datetime.date.fromordinal(number).isoformat()
