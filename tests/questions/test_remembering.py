"""What a graph remembers is what it would answer."""

import datetime

from graphdb.questions import reach
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.remembering import forget
from tests import small

FLOWS = {"organizations": ["agency", "ice"], "datasets": {"a": "agency"}, "flows": {"f": {"from": "a", "to": "ice"}}}


def _parameters(question: str = "flowing", limit: int = 500) -> reach.ReachParameters:
    filters = Filters(as_of=datetime.date(2026, 6, 1), question=Question(question))
    return reach.ReachParameters("ice", filters, limit)


def test_an_answer_is_found_once_for_the_same_graph_and_parameters() -> None:
    graph = small.graph(FLOWS)
    first = reach.ask(graph, _parameters())
    assert reach.ask(graph, _parameters()) is first
    assert reach.ask(graph, _parameters("held")) is not first
    assert reach.ask(graph, _parameters(limit=1)) is not first
    forget(graph)
    again = reach.ask(graph, _parameters())
    assert again is not first
    assert again == first


def test_graphs_do_not_share_answers() -> None:
    other = small.graph(FLOWS | {"flows": {}})
    assert reach.ask(small.graph(FLOWS), _parameters()).counts.databases == 1
    assert reach.ask(other, _parameters()).counts.databases == 0


def test_only_the_answers_used_last_are_kept() -> None:
    graph = small.graph(FLOWS)
    first = reach.ask(graph, _parameters())
    for limit in range(1, 65):
        reach.ask(graph, _parameters(limit=limit))
    assert reach.ask(graph, _parameters()) is not first
