"""One step of data along a route, and whether a label is satisfied, drawn by hand."""

import pytest

from graphdb.dates import FOREVER
from graphdb.rules.presence import Label, Presence, forward, satisfies
from graphdb.rules.states import Span

ALL_WEEK = Presence(1, 7)
SOME_DAY = Presence(3, 5, somewhere=True)


@pytest.mark.parametrize(
    ("days", "span", "copy", "expected"),
    [
        (ALL_WEEK, Span(3, 9), False, Presence(3, 7)),
        (ALL_WEEK, Span(3, 9), True, Presence(3, FOREVER)),
        (ALL_WEEK, Span(7, 9), True, Presence(7, FOREVER)),
        (ALL_WEEK, Span(8, 9), True, None),
        (ALL_WEEK, Span(0, 9), True, Presence(1, FOREVER)),
        (ALL_WEEK, Span(3, 9, kept_until=12), True, Presence(3, 12)),
        (ALL_WEEK, Span(3, 9, kept_until=12), False, Presence(3, 7)),
        # An unknown day of the flow: it must find the data on whichever day it was.
        (ALL_WEEK, Span(3, 5, somewhere=True), False, Presence(3, 5, somewhere=True)),
        (ALL_WEEK, Span(3, 5, somewhere=True), True, Presence(5, FOREVER)),
        (ALL_WEEK, Span(3, 5, kept_until=4, somewhere=True), True, None),
        (ALL_WEEK, Span(6, 8, somewhere=True), True, None),
        (ALL_WEEK, Span(0, 2, somewhere=True), False, None),
        # Data that is there on an unknown day: the flow must be open on whichever day it was.
        (SOME_DAY, Span(1, 9), False, SOME_DAY),
        (SOME_DAY, Span(1, 9), True, Presence(5, FOREVER)),
        (SOME_DAY, Span(4, 9), True, None),
        (SOME_DAY, Span(1, 4), False, None),
        # Two unknown days: nothing is sure of their order, even where one interval holds the other.
        (SOME_DAY, Span(1, 9, somewhere=True), True, None),
        (SOME_DAY, Span(4, 4, somewhere=True), True, None),
    ],
)
def test_a_step(days: Presence, span: Span, copy: bool, expected: Presence | None) -> None:
    assert forward([days], span, copy=copy) == ((expected,) if expected else ())


@pytest.mark.parametrize(
    ("presence", "label", "expected"),
    [
        (ALL_WEEK, (7, 9, False), True),
        (ALL_WEEK, (0, 1, False), True),
        (ALL_WEEK, (8, 9, False), False),
        (ALL_WEEK, (1, 7, True), True),
        (ALL_WEEK, (7, 8, True), False),
        (ALL_WEEK, (0, 1, True), False),
        (SOME_DAY, (3, 5, False), True),
        (SOME_DAY, (4, 9, False), False),
        (SOME_DAY, (1, 4, False), False),
        (SOME_DAY, (3, 5, True), False),
    ],
)
def test_what_satisfies_a_label(presence: Presence, label: tuple[int, int, bool], expected: bool) -> None:
    first, last, throughout = label
    assert satisfies(presence, Label(first, last, throughout, FOREVER, 0)) == expected
