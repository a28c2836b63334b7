"""Every further question over a graph without flows: an answer, and never an error."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from graphdb.graph import Graph
from graphdb.questions import (
    categories,
    changes,
    choke_points,
    compare,
    coverage,
    law,
    leads,
    people,
    routes,
    timeline,
    what_if,
)
from graphdb.questions.parameters import Filters, Joins, Question
from tests import small

GRAPH = small.graph({"organizations": ["agency", "ice"], "datasets": {"tax": "agency"}, "agreements": {"deal": {}}})

ASKED: dict[str, Callable[[Graph, Filters], Any]] = {
    "routes": lambda g, f: routes.ask(g, routes.RoutesParameters("tax", "ice", f, avoid=("deal",), via=("agency",))),
    "choke_points": lambda g, f: choke_points.ask(g, choke_points.ChokePointsParameters("ice", f, "tax")),
    "timeline": lambda g, f: timeline.ask(g, timeline.TimelineParameters("ice", f)),
    "law": lambda g, f: law.ask(g, law.LawParameters("ice", f)),
    "what_if": lambda g, f: what_if.ask(g, what_if.WhatIfParameters("ice", f, ended=("deal", "tax"))),
    "categories": lambda g, f: categories.ask(g, categories.CategoriesParameters("ice", f, "tax")),
    "people": lambda g, f: people.ask(g, people.PeopleParameters("ice", f)),
    "coverage": lambda g, f: coverage.ask(g, coverage.CoverageParameters("ice", f)),
    "leads": lambda g, f: leads.ask(g, leads.LeadsParameters("ice", f)),
    "compare": lambda g, f: compare.ask(g, compare.CompareParameters("ice", f, "agency", f)),
    "changes": lambda g, f: changes.ask(g, small.graph({"organizations": ["ice"]}), changes.ChangesParameters(f)),
}


@pytest.mark.parametrize("joins", list(Joins))
@pytest.mark.parametrize("question", list(Question))
@pytest.mark.parametrize("name", ASKED)
def test_it_is_answered(name: str, question: Question, joins: Joins) -> None:
    filters = Filters(as_of=datetime.date(2025, 1, 1), question=question, joins=joins)
    answer = ASKED[name](GRAPH, filters)
    assert answer.told.sentence.endswith(".")
