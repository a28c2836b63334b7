"""The answer in a sentence: what a headline may say, and what it must not hide."""

import datetime
from typing import Any

import pytest

from graphdb.headlines import answer_sentence, outward_sentence
from graphdb.model import Basis, Evidence, FlowState
from graphdb.questions import outward, reach
from graphdb.questions.parameters import Filters, Joins, Question
from tests import small

DAY = datetime.date(2026, 1, 15)


def sentence(flow: dict[str, Any], **filters: Any) -> str:
    graph = small.graph(
        {
            "organizations": {"ice": {"name": "Immigration", "abbreviation": "ICE"}, "irs": {}},
            "datasets": {"records": "irs"},
            "flows": {"f": {"from": "records", "to": "ice", "last_attested": "2025"} | flow},
        }
    )
    return answer_sentence(reach.ask(graph, reach.ReachParameters("ice", Filters(as_of=DAY, **filters))))


FLOWING = "As of 15 January 2026, open routes are known from 1 database to Immigration (ICE)"
NONE = (
    "As of 15 January 2026, no open route is known from a database to Immigration (ICE); "
    "that does not mean that there is none"
)
ENDED = {"history": ["2020-01-01 active", "2021-01-01 ended"]}


@pytest.mark.parametrize(
    ("flow", "filters", "expected"),
    [
        ({}, {}, f"{FLOWING}."),
        ({"from": "irs"}, {}, f"{NONE}. Unnamed data of 1 organization flows."),
        ({"history": ["2027-01-01 active"]}, {}, f"{NONE}."),
        (ENDED, {}, f"{NONE}; a copy from 1 was received."),
        (ENDED | {"mechanism": "query_access"}, {}, f"{NONE}; 1 reached it in the past."),
        (
            ENDED,
            {"question": Question.held},
            "As of 15 January 2026, data of 1 database is known to be open to Immigration (ICE) or to have been copied to "
            "it: a copy from 1 was received.",
        ),
        (
            {},
            {"question": Question.ever},
            "Up to 15 January 2026, data of 1 database is known to have reached Immigration (ICE): that of 1 is open.",
        ),
        (
            {"history": ["2026-01 active"]},
            {},
            f"{NONE}. 1 database possibly (it depends on an imprecise date).",
        ),
        ({"evidence": "alleged"}, {}, f"{FLOWING}. For 1 of these databases the route is only alleged."),
        (
            {"basis": "agreed"},
            {},
            f"{FLOWING}. For 1 of these databases the best route rests on an agreement that provides for it; that it "
            "happened is not established.",
        ),
        (
            {"basis": "permitted"},
            {"basis": frozenset(Basis)},
            f"{FLOWING} (counting also what a rule only allows). For 1 of these databases the best route rests on a rule "
            "that allows it; no source says that it happened.",
        ),
        (
            {"history": ["2020-01-01 planned"]},
            {"states": frozenset({FlowState.planned}), "joins": Joins.assumed},
            f"{FLOWING} (counting also planned flows and assumed joins).",
        ),
        (
            {"last_attested": "2023"},
            {},
            f"{FLOWING}. For 1 of these databases no source of 2024 or later shows every hop still open.",
        ),
        ({}, {"evidence": Evidence.official}, f"{FLOWING} (under the filters asked for)."),
    ],
)
def test_reach(flow: dict[str, Any], filters: dict[str, Any], expected: str) -> None:
    assert sentence(flow, **filters) == expected


@pytest.mark.parametrize(
    ("origin", "question", "expected"),
    [
        ("records", "flowing", "As of 15 January 2026, data of Dataset records is known to flow to 1 place."),
        ("records", "held", "As of 15 January 2026, data of Dataset records is known to be at 1 place."),
        (
            "irs",
            "ever",
            "Up to 15 January 2026, no place is known that unnamed data of IRS reaches; that does not mean that there is "
            "none.",
        ),
    ],
)
def test_outward(origin: str, question: str, expected: str) -> None:
    graph = small.graph(
        {
            "organizations": ["ice", "irs"],
            "datasets": {"records": "irs"},
            "flows": {"f": {"from": "records", "to": "ice"}},
        }
    )
    filters = Filters(as_of=DAY, question=Question(question))
    assert outward_sentence(outward.ask(graph, outward.OutwardParameters(origin, filters))) == expected
