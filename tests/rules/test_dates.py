"""Partial dates: what is read, what is refused, how they compare."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphdb.dates import BEGINNING, FOREVER, PartialDate, day_text, parse_date
from graphdb.errors import BadDate


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2025-07-14", "2025-07-14", "2025-07-14"),
        ("2025-07?", "2025-07-01", "2025-07-31"),
        ("2025~", "2025-01-01", "2025-12-31"),
        ("2025-07-14%", "2025-07-14", "2025-07-14"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("00XX", "0001-01-01", "0099-12-31"),
        ("2025-XX", "2025-01-01", "2025-12-31"),
        ("2025-XX-XX", "2025-01-01", "2025-12-31"),
        ("2025-07-XX", "2025-07-01", "2025-07-31"),
        ("0001-01-01", "0001-01-01", "0001-01-01"),
    ],
)
def test_what_a_date_may_mean(text: str, first: str, last: str) -> None:
    date = parse_date(text)
    assert (day_text(date.first), day_text(date.last)) == (first, last)
    assert str(date) == text
    assert date.exact == (first == last)


@pytest.mark.parametrize(
    "text",
    [
        "", "0000", "0000-01", "2025-00", "2025-13", "2025-02-30", "2023-02-29", "2025-07-00", "2025-7", "25", "20250714",
        "2025-07-14T00:00", "2025-XX-14", "202X-07", "2X25", "2025-21", "y2025", "2025-07-14/2025-08", "2025 ",
        "\uff12\uff10\uff12\uff15",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse_date(text)
    assert repr(text) in caught.value.message
    assert caught.value.hint


def test_dates_compare_as_intervals() -> None:
    month, day, later = parse_date("2025-04"), parse_date("2025-04-14"), parse_date("2025-05")
    assert not month.before(day)
    assert not day.before(month)
    assert month.overlaps(day)
    assert day.overlaps(month)
    assert month.before(later)
    assert not later.before(month)
    assert not month.overlaps(later)


@given(st.dates())
def test_every_day_reads_back(day: datetime.date) -> None:
    date = parse_date(day.isoformat())
    assert date == PartialDate(day.isoformat(), day.toordinal(), day.toordinal())
    assert day_text(date.first) == day.isoformat()


@given(st.dates(), st.dates())
def test_before_and_overlaps_are_those_of_days(one: datetime.date, other: datetime.date) -> None:
    first, second = parse_date(one.isoformat()), parse_date(other.isoformat()[:7])
    month = range(second.first, second.last + 1)
    assert first.overlaps(second) == (one.toordinal() in month)
    assert first.before(second) == (one.toordinal() < min(month))


def test_open_ends_have_no_text() -> None:
    assert day_text(BEGINNING) is None
    assert day_text(FOREVER) is None
