"""A day after the newest source, and dates of agreements that are not exact: what is not known is said."""

import datetime
from typing import Any

import pytest

from graphdb.graph import Graph
from graphdb.model import Source
from graphdb.questions import reach, route
from graphdb.questions.parameters import Filters, Question
from graphdb.release import Release
from graphdb.sentences import route_sentence
from tests import real_facts, small

NEWEST = "The newest source of this release is dated 30 June 2026; what changed after it is not known."


def _filters(day: str) -> Filters:
    return Filters(as_of=datetime.date.fromisoformat(day), question=Question.held)


@pytest.mark.parametrize(("day", "said"), [("2026-06-30", False), ("2026-07-01", True), ("2031-01-01", True)])
def test_an_answer_about_days_after_the_newest_source_says_so(day: str, said: bool) -> None:
    answer = reach.ask(real_facts.graph(), reach.ReachParameters("ice", _filters(day)))
    assert (NEWEST in answer.coverage.note) == said


def test_of_imprecise_dates_the_newest_source_is_the_one_that_begins_last() -> None:
    content = small.release({"organizations": ["agency", "ice"]})
    kept = [record for record in content.records if not isinstance(record, Source)]
    sources = [
        Source.model_validate(
            {"id": id_, "url": "https://example.org", "publisher": "P", "title": "T", "kind": "news", "date": date}
        )
        for id_, date in (("s-gazette", "2025"), ("s-other", "2025-06"))
    ]
    graph = Graph(Release.of([*kept, *sources]))
    assert str(graph.read.newest_source) == "2025-06"
    answer = reach.ask(graph, reach.ReachParameters("ice", _filters("2025-07-01")))
    assert "dated June 2025; what changed after it is not known." in answer.coverage.note


def _graph(agreement: dict[str, Any]) -> Graph:
    return small.graph(
        {
            "organizations": ["agency", "ice"],
            "datasets": {"a": "agency"},
            "agreements": {"paper": agreement},
            "flows": {"f": {"from": "a", "to": "ice", "agreement": "paper"}},
        }
    )


def _hop(day: str, agreement: dict[str, Any]) -> tuple[str | None, bool, str | None]:
    (hop,) = route.ask(_graph(agreement), route.RouteParameters("a", "ice", _filters(day))).direct
    return hop.agreement_state, hop.agreement_state_sure, hop.agreement_ran_out


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-05-31", ("in_force", True, None)),
        ("2025-06-15", ("terminated", False, "2025-06")),  # it may not have come yet
        ("2025-06-30", ("terminated", True, "2025-06")),
        ("2025-07-01", ("terminated", True, "2025-06")),
    ],
)
def test_the_state_of_an_agreement_is_possible_until_its_date_has_surely_come(
    day: str, expected: tuple[str | None, bool, str | None]
) -> None:
    assert _hop(day, {"history": ["2020-01-01 in_force", "2025-06 terminated"]}) == expected


@pytest.mark.parametrize(("day", "verb"), [("2025-06-15", "may have run out"), ("2025-07-01", "ran out")])
def test_an_agreement_that_may_have_run_out_is_not_said_to_have(day: str, verb: str) -> None:
    graph = _graph({"history": ["2020-01-01 in_force", "2025-06 terminated"]})
    (row,) = reach.ask(graph, reach.ReachParameters("ice", _filters(day))).datasets
    words = f'"Agreement paper" {verb} in June 2025; that the flow goes on is not established by it.'
    assert words in route_sentence(
        row.route, reach.ask(graph, reach.ReachParameters("ice", _filters(day))).target, None
    )
