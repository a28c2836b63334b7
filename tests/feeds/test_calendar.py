"""The calendar, read back by icalendar: days no more exact than the records, and nothing that they do not say."""

import datetime
from typing import Any

import pytest
from icalendar import Calendar

from api.feeds import calendar_bytes
from graphdb.graph import Graph
from graphdb.model import Agreement, LegalAction
from graphdb.release import Release
from graphdb.rules.expected import expected_dates
from tests import real_facts, small
from tests.http.stores import HOSTILE, PUBLISHED

HOST = "https://data.example.org"


def events(graph: Graph) -> dict[str, Any]:
    calendar = Calendar.from_ical(calendar_bytes(graph, PUBLISHED, HOST))
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def days(event: Any) -> tuple[datetime.date, datetime.date]:
    return event["dtstart"].dt, event["dtend"].dt


def with_agreement(**keys: Any) -> Graph:
    return small.graph({"organizations": {"ice": {}}, "agreements": {"memo": {"title": "Memo"} | keys}})


def test_a_day_is_a_day_and_a_month_says_that_it_is_one() -> None:
    assert {name: days(event) for name, event in events(with_agreement(expires="2027-05-31")).items()} == {
        "Expires: Memo": (datetime.date(2027, 5, 31), datetime.date(2027, 6, 1))
    }
    assert {name: days(event) for name, event in events(with_agreement(expires="2028-02")).items()} == {
        "Expires: Memo (some day in February 2028)": (datetime.date(2028, 2, 1), datetime.date(2028, 3, 1))
    }


def test_a_year_is_no_event_and_is_counted() -> None:
    written = calendar_bytes(with_agreement(expires="2030"), PUBLISHED, HOST)
    calendar = Calendar.from_ical(written)
    assert calendar.walk("VEVENT") == []
    assert "left out: 1" in str(calendar["x-wr-caldesc"])


def test_an_agreement_that_was_terminated_before_does_not_expire() -> None:
    history = [{"date": "2024-01", "state": "in_force"}, {"date": "2025-12", "state": "terminated"}]
    assert events(with_agreement(expires="2028-05", history=history)) == {}
    assert (
        len(events(with_agreement(expires="2028-05", history=[*history, {"date": "2026", "state": "in_force"}]))) == 1
    )


@pytest.mark.parametrize(
    ("what", "shown"),
    [
        ("Oral argument; the government says little.", True),
        ("Hearing on the motion.", True),
        ("Counsel acknowledges at a hearing that it plans more.", True),
        ("Suit filed the day after he testified (hearing 21 Jan 2026).", False),
        ("A hearing was asked for and denied.", False),
        ("Judgment for the plaintiffs.", False),
    ],
)
def test_only_what_a_record_tells_as_a_hearing_is_one(what: str, shown: bool) -> None:
    action = {"events": [{"date": "2026-03-26", "what": what, "effect": "none", "sources": ["s-gazette"]}]}
    graph = small.graph({"organizations": {"ice": {}}, "legal_actions": {"case": {"name": "A v. B"} | action}})
    found = events(graph)
    assert list(found) == (["Hearing: A v. B"] if shown else [])
    if shown:
        assert what in str(found["Hearing: A v. B"]["description"])


def test_the_real_calendar_says_what_the_records_say() -> None:
    graph = real_facts.graph()
    found = Calendar.from_ical(calendar_bytes(graph, PUBLISHED, HOST)).walk("VEVENT")
    expiring = {one.id: one.expires for one in graph.release.records if isinstance(one, Agreement) and one.expires}
    told = [str(event["url"]).removeprefix(f"{HOST}/v1/records/").partition("?")[0] for event in found]
    assert set(told) <= expiring.keys() | {one.id for one in graph.release.of_kind("legal_action")}
    for id_, event in zip(told, found, strict=True):
        start, end = days(event)
        record = graph.records[id_]
        if isinstance(record, Agreement):
            assert (start.toordinal(), end.toordinal() - 1) == (record.expires.first, record.expires.last)  # type: ignore[union-attr]
        else:
            assert isinstance(record, LegalAction)
            assert start.isoformat() in {str(one.date) for one in record.events}
    # ARC ended the programme in December 2025: what the contract said before is no date to wait for.
    assert expiring.keys() - set(told) >= {"agr-ice-arc-tip", "agr-cbp-arc-tip"}
    assert {"agr-cbp-clearview-2026", "agr-ice-bi2-2026"} <= set(told)
    assert len({str(event["uid"]) for event in found}) == len(found)
    assert len(list(expected_dates(graph.release.records))) > len(found) > 15


def test_the_same_release_gives_the_same_bytes() -> None:
    first = calendar_bytes(real_facts.graph(), PUBLISHED, HOST)
    assert calendar_bytes(Graph(Release.of(real_facts.graph().release.records)), PUBLISHED, HOST) == first
    assert all(len(line) <= 75 for line in first.split(b"\r\n"))


def test_hostile_titles_end_no_line() -> None:
    graph = with_agreement(title=HOSTILE + "\r\nBEGIN:VEVENT", expires="2027-05-31")
    (summary,) = events(graph)
    assert r"\x1b" in summary
    assert "BEGIN:VEVENT" in summary
