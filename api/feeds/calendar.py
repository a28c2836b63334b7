"""Dates of agreements and hearings as iCalendar (RFC 5545): whole days, as exact as the records.

A date that names a month is an event over the whole month, and says so. One that names only a year is no event: nobody
could act on it; how many there are is told in the description of the calendar.
"""

import datetime
import uuid

from icalendar import Calendar, Event

from graphdb.graph import Graph
from graphdb.model import Agreement
from graphdb.rules.expected import Expected, expected_dates
from graphdb.sentences import date_words
from graphdb.texts import visible

__all__ = ["calendar_bytes"]

_NAMES = uuid.UUID("0b0f2d54-9f0c-5f0e-8c7e-2f64b6a1d9c3")
"""The space of our ids. It must never change."""

_LONGEST_RANGE = 31
"""Days of the least exact date that is an event."""


def calendar_bytes(graph: Graph, published: datetime.datetime, host: str) -> bytes:
    """The calendar of a release that was published at a moment; ``host``: where the records are published."""
    every = list(expected_dates(graph.release.records))
    shown = [one for one in every if one.date.last - one.date.first < _LONGEST_RANGE]
    left_out = len(every) - len(shown)
    calendar = Calendar()
    calendar.add("prodid", "-//datareach//datareach//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "datareach: agreements and hearings")
    calendar.add(
        "x-wr-caldesc",
        f"When agreements expire and hearings are, as the records of release {graph.name[:12]} say. "
        f"Dates of which only the year is known are left out: {left_out}.",
    )
    for one in sorted(shown, key=lambda one: (one.date.first, one.record.id, one.what, one.told or "")):
        calendar.add_component(_event(graph, one, published, host))
    written: bytes = calendar.to_ical()
    return written


def _event(graph: Graph, one: Expected, published: datetime.datetime, host: str) -> Event:
    record = one.record
    name = record.title if isinstance(record, Agreement) else record.name
    opening = "Expires" if one.what == "expires" else "Hearing"
    unsure = "" if one.date.exact else f" (some day in {date_words(one.date.text)})"
    event = Event()
    event.add("uid", str(uuid.uuid5(_NAMES, "\n".join((record.id, one.what, one.date.text, one.told or "")))))
    event.add("dtstamp", published.astimezone(datetime.UTC))
    event.add("dtstart", datetime.date.fromordinal(one.date.first))
    event.add("dtend", datetime.date.fromordinal(one.date.last + 1))
    event.add("summary", visible(f"{opening}: {name}{unsure}"))
    event.add("description", visible(" — ".join(_details(graph, one))))
    event.add("url", f"{host}/v1/records/{record.id}?known_at={graph.name}")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PUBLIC")
    return event


def _details(graph: Graph, one: Expected) -> list[str]:
    """What the record says, and who says it."""
    said = [one.told] if one.told else []
    if one.what == "expires":
        said.append("The date on record; that the flow of data ends with it does not follow.")
    sources = graph.sources(one.sources)
    said += [f"{source.publisher}: {source.title} ({source.archived_url or source.url})" for source in sources[:5]]
    return said
