"""Dated states: the periods of a flow, its last attestation, its state and the bar on its copy on a day."""

from collections.abc import Sequence

import pytest

from graphdb.dates import FOREVER, day_text, parse_date
from graphdb.model import Flow
from graphdb.rules.states import last_attested, periods, start_known, state_on, use_barred_on
from tests import small


def _flow(history: Sequence[str], **keys: object) -> Flow:
    shorthand = {
        "organizations": ["agency", "ice"],
        "flows": {"f1": {"from": "agency", "to": "ice", "history": list(history)} | keys},
    }
    return small.graph(shorthand).flows[0]


def _told(flow: Flow) -> list[str]:
    """``state sure-first..sure-last possible-first..possible-last``; ``?`` before one unknown day; ``kept`` if it ends."""
    lines = []
    for period in periods(flow):
        sure, possible = period.sure, period.possible
        mark = "?" if sure.somewhere else ""
        line = f"{period.state} {mark}{day_text(sure.first)}..{day_text(sure.last)} {day_text(possible.first)}.."
        line += f"{day_text(possible.last)}"
        if possible.kept_until != FOREVER:
            line += f" kept {day_text(sure.kept_until)}/{day_text(possible.kept_until)}"
        lines.append(line)
    return lines


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        (["2025-07-15 active"], ["active 2025-07-15..None 2025-07-15..None"]),
        (["2025-07 active"], ["active 2025-07-31..None 2025-07-01..None"]),
        (["2016 active attested"], ["active 2016-12-31..None 2016-01-01..None"]),
        (
            ["2025-07-15 active", "2025-09 ended"],
            ["active 2025-07-15..2025-09-01 2025-07-15..2025-09-30"],
        ),
        (["2025-06 active", "2025-06 ended"], ["active ?2025-06-01..2025-06-30 2025-06-01..2025-06-30"]),
        (["2025 active", "2025-03 suspended"], ["active ?2025-03-01..2025-03-31 2025-01-01..2025-03-31"]),
        (["2025-03 active", "2025 ended"], ["active ?2025-03-01..2025-03-31 2025-03-01..2025-12-31"]),
        (["2025-08-07 active", "2025-08-07 ended"], ["active 2025-08-07..2025-08-07 2025-08-07..2025-08-07"]),
        (
            ["2025-06-10 active attested", "2025-06-13 ended attested"],
            ["active 2025-06-10..2025-06-10 2025-06-10..2025-06-13"],
        ),
        (["2017 active", "2019-06-21 ended attested"], ["active ?2017-01-01..2017-12-31 2017-01-01..2019-06-21"]),
        (
            ["2017-01-01 active", "2018-01-01 active", "2019-06-21 ended attested"],
            ["active 2017-01-01..2018-01-01 2017-01-01..2019-06-21"],
        ),
        (
            ["2025-01-01 active", "2025-08-12 active", "2025-09-01 blocked", "2026-01-06 active"],
            ["active 2025-01-01..2025-09-01 2025-01-01..2025-09-01", "active 2026-01-06..None 2026-01-06..None"],
        ),
        (
            ["2024 active", "2025-03-20 suspended", "2025 active"],
            ["active 2024-12-31..2025-03-20 2024-01-01..2025-03-20", "active 2025-12-31..None 2025-03-20..None"],
        ),
        (["2025-01-01 blocked"], []),
        (
            ["2020-01-01 active", "2024-01-01 proposed", "2025-01-01 active", "2026-01-01 ended"],
            [
                "active 2020-01-01..2026-01-01 2020-01-01..2026-01-01",
                "proposed 2024-01-01..2025-01-01 2024-01-01..2025-01-01",
            ],
        ),
        (["2025-01-01 ended attested"], []),
        (
            ["2024-01-01 proposed", "2024-06-01 planned", "2025-01-01 active"],
            [
                "proposed 2024-01-01..2024-06-01 2024-01-01..2024-06-01",
                "planned 2024-06-01..2025-01-01 2024-06-01..2025-01-01",
                "active 2025-01-01..None 2025-01-01..None",
            ],
        ),
        (
            ["2025-08-07 active", "2025-08-07 ended", "2026-02-05 use_barred"],
            ["active 2025-08-07..2025-08-07 2025-08-07..2025-08-07"],
        ),
        (
            ["2025-01-01 active", "2025-02-01 ended", "2025-06 copy_deleted"],
            ["active 2025-01-01..2025-02-01 2025-01-01..2025-02-01 kept 2025-06-01/2025-06-30"],
        ),
        (
            ["2025-01-01 active", "2025-02-01 ended", "2025-06-15 copy_deleted attested"],
            ["active 2025-01-01..2025-02-01 2025-01-01..2025-02-01 kept 2025-02-01/2025-06-15"],
        ),
        (
            ["2025-01-01 active", "2025-06-15 copy_returned", "2025-12-31 ended"],
            [
                "active 2025-01-01..2025-06-15 2025-01-01..2025-06-15 kept 2025-06-15/2025-06-15",
                "active 2025-06-16..2025-12-31 2025-06-16..2025-12-31",
            ],
        ),
    ],
)
def test_periods(history: list[str], expected: list[str]) -> None:
    assert _told(_flow(history)) == expected


def test_the_end_lies_after_the_last_attestation() -> None:
    history = ["2017-01-01 active", "2020-01-01 ended attested"]
    assert _told(_flow(history, last_attested="2019-05-01")) == ["active 2017-01-01..2019-05-01 2017-01-01..2020-01-01"]
    # An attestation after the end cannot move it.
    assert _told(_flow(history, last_attested="2021")) == ["active 2017-01-01..2017-01-01 2017-01-01..2020-01-01"]


@pytest.mark.parametrize(
    ("history", "day", "expected"),
    [
        (["2025-02-05 use_barred"], "2025-02-04", (None, False)),
        (["2025-02-05 use_barred"], "2025-02-05", ("2025-02-05", True)),
        (["2025 use_barred"], "2025-01-01", ("2025", False)),
        (["2025 use_barred"], "2025-12-31", ("2025", True)),
        (["2024-07-01 use_barred", "2025 use_allowed"], "2025-01-01", ("2024-07-01", False)),
        (["2024-07-01 use_barred", "2025 use_allowed"], "2025-12-31", (None, False)),
    ],
)
def test_the_bar_on_use_with_imprecise_dates(history: list[str], day: str, expected: tuple[str | None, bool]) -> None:
    event, sure = use_barred_on(_flow(["2024-01-01 active", *history]), parse_date(day).first)
    assert (str(event.date) if event else None, sure) == expected


def test_whether_a_start_is_known() -> None:
    for history, known in ((["2016 active attested"], False), (["2016 active"], True)):
        flow = _flow(history)
        assert [start_known(flow, period) for period in periods(flow)] == [known]


@pytest.mark.parametrize(
    ("history", "keys", "expected"),
    [
        (["2016 active attested"], {}, "2016"),
        (["2016 active attested"], {"last_attested": "2024-05"}, "2024-05"),
        (["2016-01-01 active", "2019-06-21 ended"], {}, "2019-06-21"),
        (["2016-01-01 active", "2019-06-21 ended attested"], {}, "2016-01-01"),
        (["2016-01-01 active", "2019-06-21 blocked", "2021-01-01 ended"], {}, "2019-06-21"),
        (["2025-02 proposed"], {}, "2025-02"),
        (["2025-02 blocked"], {}, None),
    ],
)
def test_last_attested(history: list[str], keys: dict[str, object], expected: str | None) -> None:
    date = last_attested(_flow(history, **keys))
    assert (str(date) if date else None) == expected


def test_state_and_bar_on_a_day() -> None:
    flow = _flow(["2025-01-01 active", "2025-09 ended", "2026-02-05 use_barred", "2026-06-01 use_allowed"])

    def on(text: str) -> tuple[str | None, bool, str | None]:
        day = parse_date(text).first
        event, sure = state_on(flow, day)
        barred, _ = use_barred_on(flow, day)
        return event.state if event else None, sure, str(barred.date) if barred else None

    assert on("2024-12-31") == (None, True, None)
    assert on("2025-01-01") == ("active", True, None)
    assert on("2025-09-15") == ("ended", False, None)
    assert on("2025-09-30") == ("ended", True, None)
    assert on("2026-02-05") == ("ended", True, "2026-02-05")
    assert on("2026-06-01") == ("ended", True, None)
