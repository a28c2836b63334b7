"""The flows that count in an answer, against walking every chain of flows by hand."""

from pathlib import Path

import pytest

from graphdb.graph import Graph
from graphdb.model import Dataset, Flow
from graphdb.questions.flows import answer_flows, blocked_flows
from graphdb.questions.parameters import Joins, Question
from graphdb.questions.reach import ReachAnswer, ask
from graphdb.rules.mechanisms import leaves_copy
from graphdb.rules.presence import ALWAYS, Presence, forward
from tests import real_facts, small
from tests.questions.test_graphs import FILES, parameters_of

_MOST_HOPS = 7


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_small_graphs(path: Path) -> None:
    content = small.load(path)
    graph = small.graph(content)
    checked = 0
    for case in content["cases"]:
        parameters = parameters_of(case["ask"])
        if parameters.filters.joins == Joins.known and not parameters.filters.categories:
            _check(graph, ask(graph, parameters))
            checked += 1
    assert checked or path.stem.startswith(("assumed", "categor", "parent-by", "sister"))


@pytest.mark.parametrize("question", list(Question))
def test_real_facts(question: Question) -> None:
    graph, answer = real_facts.graph(), real_facts.reach_ice(question.value)
    _check(graph, answer)
    best = {hop.flow for row in answer.datasets + answer.organizations for hop in row.route.hops}
    assert best < {hop.flow for hop in answer_flows(graph, answer)}


def test_what_is_blocked_is_told_apart() -> None:
    graph, answer = real_facts.graph(), real_facts.reach_ice()
    blocked = blocked_flows(graph, answer)
    assert {hop.flow for hop in blocked} == {
        id_ for row in answer.datasets + answer.organizations for id_ in row.blocked
    }
    assert {hop.state for hop in blocked} == {"blocked", "suspended"}
    assert not {hop.flow for hop in blocked} & {hop.flow for hop in answer_flows(graph, answer)}


def _check(graph: Graph, answer: ReachAnswer) -> None:
    rows = answer.datasets + answer.organizations
    origins = {row.origin.id for row in rows}
    expected = {flow.id for flow in graph.flows if flow.source in origins and _leads(graph, answer, flow)}
    expected |= {hop.flow for row in rows for hop in row.route.hops}
    assert [hop.flow for hop in answer_flows(graph, answer)] == sorted(expected)


def _leads(graph: Graph, answer: ReachAnswer, first: Flow) -> bool:
    """Whether a chain that begins with this flow surely brings what is asked for, by trying all of them."""
    filters = answer.parameters.filters
    selection, target = filters.selection(), {place.id for place in answer.stands_for}
    copies = filters.question != Question.flowing

    def over(flow: Flow, presence: tuple[Presence, ...]) -> tuple[Presence, ...]:
        number = graph.flow_number[flow.id]
        states = filters.states_of_grade(flow.evidence) | ({"unconfirmed"} & selection.walked_states)
        allowed = flow.basis in selection.basis and (not selection.mechanisms or flow.mechanism in selection.mechanisms)
        attested = int(graph.network.attested[number]) // 366 + 1
        if selection.attested_since is not None and attested < selection.attested_since:
            allowed = False
        if selection.evidence is not None and list(type(flow.evidence)).index(flow.evidence) > list(
            type(flow.evidence)
        ).index(selection.evidence):
            allowed = False
        spans = [period.sure for period in graph.periods[number] if period.state in states] if allowed else []
        gained = (forward(presence, span, copy=copies and leaves_copy(flow.mechanism)) for span in spans)
        return tuple(days for all_days in gained for days in all_days)

    chains = [(first, over(first, ALWAYS), 1)] if first.source not in target else []
    while chains:
        flow, presence, hops = chains.pop()
        if not presence:
            continue
        if flow.target in target:
            if any(_as_asked(days, filters.question, filters.day) for days in presence):
                return True
            continue
        for after in graph.flows:
            joins = isinstance(graph.records[flow.target], Dataset) or flow.id in after.onward_of
            if after.source == flow.target and joins and hops < _MOST_HOPS:
                chains.append((after, over(after, presence), hops + 1))
    return False


def _as_asked(days: Presence, question: Question, day: int) -> bool:
    if question == Question.ever:
        return days.last <= day if days.somewhere else days.first <= day
    return days.first <= day <= days.last and (not days.somewhere or days.first == days.last)
