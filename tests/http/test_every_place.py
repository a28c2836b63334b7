"""Places of the real facts can be asked about where the search has most to do: data held, joins assumed.

A tenth of a second and more a place: each run asks about a part of them, spread over the whole list.
"""

import datetime

import pytest

from graphdb.questions import outward, reach
from graphdb.questions.parameters import Filters, Joins, Question
from tests import real_facts

FILTERS = Filters(as_of=datetime.date.fromisoformat(real_facts.TODAY), question=Question.held, joins=Joins.assumed)
PLACES = [place.id for place in real_facts.graph().places]


@pytest.mark.parametrize("target", PLACES[::9])
def test_reach(target: str) -> None:
    answer = reach.ask(real_facts.graph(), reach.ReachParameters(target, FILTERS))
    assert answer.target.id == target
    rows = answer.datasets + answer.organizations
    assert len({row.origin.id for row in rows}) == len(rows)
    assert answer.truncated or answer.counts.rows == len(answer.datasets)


@pytest.mark.parametrize("origin", PLACES[4::20])
def test_from(origin: str) -> None:
    answer = outward.ask(real_facts.graph(), outward.OutwardParameters(origin, FILTERS))
    assert answer.origin.id == origin
    assert len({reached.place.id for reached in answer.places}) == len(answer.places)
    assert answer.truncated or answer.count == len(answer.places)
