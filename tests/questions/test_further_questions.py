"""Every further question on the real facts: answers agree with each other, and their words can be printed."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

import pytest

from graphdb.graph import Graph
from graphdb.model import Evidence
from graphdb.questions import (
    categories,
    changes,
    choke_points,
    compare,
    coverage,
    law,
    leads,
    people,
    reach,
    route,
    routes,
    timeline,
    what_if,
)
from graphdb.questions.difference import whole_answer
from graphdb.questions.parameters import Filters, Joins, Question
from graphdb.questions.told import Told
from graphdb.release import Release
from graphdb.rules.target import target_places
from tests import real_facts

TODAY = datetime.date.fromisoformat(real_facts.TODAY)
QUESTIONS = list(Question)


@cache
def _outside() -> tuple[str, ...]:
    """Every place outside the target."""
    graph = real_facts.graph()
    mask = target_places(graph.network, graph.place("ice")).mask
    return tuple(place.id for number, place in enumerate(graph.places) if not mask[number])


def _filters(question: Question = Question.flowing, **words: Any) -> Filters:
    return Filters(as_of=TODAY, question=question, **words)


def _rows(answer: reach.ReachAnswer) -> dict[str, str]:
    return {row.origin.id: row.route.id for row in answer.datasets + answer.organizations}


def _reaching(question: Question) -> dict[str, str]:
    return _rows(whole_answer(real_facts.graph(), "ice", _filters(question)))


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_first_route_is_the_one_of_reach_and_each_is_told_once(question: Question) -> None:
    graph, rows = real_facts.graph(), _reaching(question)
    for origin in _outside():
        answer = routes.ask(graph, routes.RoutesParameters(origin, "ice", _filters(question), 100))
        ids = [one.route.id for one in answer.routes]
        assert ids[:1] == ([rows[origin]] if origin in rows else [])
        assert len(set(ids)) == len(ids)
        assert not answer.truncated
        for disjoint in (answer.without_shared_place, answer.without_shared_agreement):
            assert disjoint.exact
            assert bool(disjoint.routes) == bool(ids)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_cut_leaves_no_route_and_is_the_smallest(question: Question) -> None:
    graph = real_facts.graph()
    for origin in _reaching(question):
        filters = _filters(question)
        answer = choke_points.ask(graph, choke_points.ChokePointsParameters("ice", filters, origin))
        assert answer.cut is not None
        assert answer.cut.proven
        gone = tuple(unit.id for unit in answer.cut.units)
        left = route.ask(graph, route.RouteParameters(origin, "ice", replace(filters, without=gone)))
        assert left.row is None
        assert bool(answer.on_every_route) == (len(gone) == 1)
        parted = routes.ask(graph, routes.RoutesParameters(origin, "ice", filters, 100)).without_shared_agreement
        assert len(parted.routes) <= len(gone)  # weak duality: each needs an end of its own


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_depends_on_an_agreement_alone_is_what_goes_without_it(question: Question) -> None:
    graph, filters, rows = real_facts.graph(), _filters(question), _reaching(question)
    answer = choke_points.ask(graph, choke_points.ChokePointsParameters("ice", filters))
    assert {place.id for place in answer.reaching} == rows.keys()
    for share in answer.shares[::4]:
        left = _rows(whole_answer(graph, "ice", replace(filters, without=(share.unit.id,))))
        assert rows.keys() - left.keys() == {place.id for place in share.origins}
    assert answer.cut is not None
    gone = tuple(unit.id for unit in answer.cut.units)
    assert not _rows(whole_answer(graph, "ice", replace(filters, without=gone)))


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_time_line_stands_on_each_of_its_days_as_reach_says(question: Question) -> None:
    graph = real_facts.graph()
    whole = timeline.ask(graph, timeline.TimelineParameters("ice", _filters(question)))
    assert all(change.causes for point in whole.points for change in point.changes)
    for point in whole.points[::12] + whole.points[-1:]:
        filters = replace(_filters(question), as_of=datetime.date.fromisoformat(point.day))
        until = timeline.ask(graph, timeline.TimelineParameters("ice", filters))
        after = {change.origin.id: change.after for change in until.between}
        answer = whole_answer(graph, "ice", filters)
        assert {id_: ">".join(stands.route) for id_, stands in after.items() if stands} == _rows(answer)
        assert (point.databases, point.possible) == (answer.counts.databases, answer.counts.possible)


def test_with_assumed_joins_and_allegations_all_agree_too() -> None:
    graph = real_facts.graph()
    filters = _filters(Question.held, joins=Joins.assumed, evidence=Evidence.alleged)
    rows = _rows(whole_answer(graph, "ice", filters))
    for origin, best in rows.items():
        answer = routes.ask(graph, routes.RoutesParameters(origin, "ice", filters, 5))
        assert answer.routes[0].route.id == best
    until = timeline.ask(graph, timeline.TimelineParameters("ice", filters)).between
    assert {change.origin.id: ">".join(change.after.route) for change in until if change.after} == rows
    points = choke_points.ask(graph, choke_points.ChokePointsParameters("ice", filters))
    assert {place.id for place in points.reaching} == rows.keys()
    assert points.cut is not None
    assert points.cut.proven


def test_flowing_is_within_held_and_held_within_ever_and_evidence_only_adds() -> None:
    graph = real_facts.graph()
    rows = [_reaching(question).keys() for question in QUESTIONS]
    assert rows[0] <= rows[1] <= rows[2]
    grades = [_rows(whole_answer(graph, "ice", _filters(Question.ever, evidence=grade))).keys() for grade in Evidence]
    assert grades[0] <= grades[1] <= grades[2] <= grades[3]


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_supposed_and_nothing_published_changes_nothing(question: Question) -> None:
    graph = real_facts.graph()
    supposed = what_if.ask(graph, what_if.WhatIfParameters("ice", _filters(question)))
    assert supposed.difference.empty
    assert supposed.before == supposed.after
    again = Graph(Release.of(graph.release.records))
    published = changes.ask(graph, again, changes.ChangesParameters(_filters(question)))
    assert (published.records, published.answers) == ((), ())
    same = compare.ask(graph, compare.CompareParameters("ice", _filters(question), "ice", _filters(question)))
    assert same.difference.empty


def test_an_end_stops_what_depends_on_it_alone_and_leaves_the_copies() -> None:
    graph, filters = real_facts.graph(), _filters()
    shares = choke_points.ask(graph, choke_points.ChokePointsParameters("ice", filters)).shares
    for share in shares[:12]:
        answer = what_if.ask(graph, what_if.WhatIfParameters("ice", filters, ended=(share.unit.id,)))
        assert {row.origin.id for row in answer.difference.went} == {place.id for place in share.origins}
        assert not answer.difference.came
        held = _rows(whole_answer(graph, "ice", _filters(Question.held)))
        assert {place.id for place in answer.copies_stay} <= held.keys()


def test_no_more_arrives_than_the_origin_holds_and_hops_add() -> None:
    graph = real_facts.graph()
    answer = categories.ask(graph, categories.CategoriesParameters("ice", _filters(Question.ever)))
    for row in answer.rows:
        for cell in row.cells:
            held = getattr(graph.records[cell.origin.id], "categories", None)
            if held is not None:
                assert (row.category in held) == (cell.fate != "added"), (cell.origin.id, row.category)
            if cell.fate == "added":
                assert cell.decided_by is not None
                assert row.category in graph.flow(cell.decided_by).categories


def _answers() -> Iterator[Any]:
    """Answers of every further question on the real facts."""
    graph = real_facts.graph()
    orders = [record.id for record in graph.release.of_kind("legal_action")]
    for number, question in enumerate(QUESTIONS):
        filters = _filters(question)
        for origin in _outside()[number :: len(QUESTIONS)]:
            yield routes.ask(graph, routes.RoutesParameters(origin, "ice", filters))
            yield choke_points.ask(graph, choke_points.ChokePointsParameters("ice", filters, origin))
            yield categories.ask(graph, categories.CategoriesParameters("ice", filters, origin))
            yield timeline.ask(graph, timeline.TimelineParameters("ice", filters, origin))
            yield law.ask(graph, law.LawParameters("ice", filters, origin))
        for target in ("ice", "cbp", "fbi"):
            yield choke_points.ask(graph, choke_points.ChokePointsParameters(target, filters))
            yield categories.ask(graph, categories.CategoriesParameters(target, filters))
            yield timeline.ask(graph, timeline.TimelineParameters(target, filters))
            yield law.ask(graph, law.LawParameters(target, filters))
            yield people.ask(graph, people.PeopleParameters(target, filters))
            yield coverage.ask(graph, coverage.CoverageParameters(target, filters))
            yield leads.ask(graph, leads.LeadsParameters(target, filters))
            yield compare.ask(graph, compare.CompareParameters("ice", filters, target, filters))
        for order in orders[number :: len(QUESTIONS)]:
            yield what_if.ask(graph, what_if.WhatIfParameters("ice", filters, lifted=(order,)))
    shares = choke_points.ask(graph, choke_points.ChokePointsParameters("ice", _filters())).shares
    for share in shares[::2]:
        yield what_if.ask(graph, what_if.WhatIfParameters("ice", _filters(), ended=(share.unit.id,)))
    fewer = (record for record in graph.release.records if record.id not in ("fl-motel6-ice", "fl-bric-ice"))
    older = Graph(Release.of(fewer))
    yield changes.ask(older, graph, changes.ChangesParameters(_filters()))
    yield changes.ask(graph, older, changes.ChangesParameters(_filters()))


def _texts(answer: Any) -> Iterator[str]:
    told: Told = answer.told
    yield from (told.sentence, *told.notes)
    if isinstance(answer, leads.LeadsAnswer):
        yield from (upgrade.request for upgrade in answer.upgrades)
        yield from (expiring.request for expiring in answer.expiring)
    assert not told.title.endswith(".")


def _faults(text: str) -> Iterator[str]:
    """What a copy editor would mark. Names of records are taken as they are."""
    doubled = re.search(r"\b(\w+) \1\b", text, re.IGNORECASE)
    if doubled and doubled[1].lower() not in {"tom", "york"}:
        yield f"doubled word {doubled[1]}"
    for pattern in (
        r"\bNone\b",
        r"  ",
        r"\(\)",
        r'""',
        r"[,;:] *\.",
        r"\.\.",
        r" ,",
        r"\b1 \w+s (are|have)\b",
        r"\{|\}",
    ):
        if re.search(pattern, text):
            yield pattern
    if re.search(r"\ba [aeio]\w+", text) and not re.search(r"\ba (one|once|eur)", text):
        yield "a before a vowel"
    if re.search(r"\ban [bcdfgjkpqtvwyz]\w+", text):
        yield "an before a consonant"
    if re.search(r"\bsafe\b|not shared", text, re.IGNORECASE):
        yield "says safe"
    for sentence in re.split(r"(?<=[.!?]) (?=[A-Z])", text):
        if len(sentence.split()) > 40:
            yield f"{len(sentence.split())} words: {sentence}"


def test_the_words_of_every_answer_can_be_printed() -> None:
    marked = {
        (type(answer).__name__, fault, text)
        for answer in _answers()
        for text in _texts(answer)
        for fault in _faults(text)
    }
    assert not marked, "\n".join(f"{name} | {fault} | {text}" for name, fault, text in sorted(marked)[:40])


def test_every_answer_is_a_frozen_value() -> None:
    answer = coverage.ask(real_facts.graph(), coverage.CoverageParameters("ice", _filters()))
    assert is_dataclass(answer)
    assert {"parameters", "release", "coverage", "told"} <= {field.name for field in fields(answer)}
    with pytest.raises(AttributeError):
        answer.release = ""  # type: ignore[misc]
