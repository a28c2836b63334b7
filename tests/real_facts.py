"""The graph of the real facts, read by the ingest itself, once for all tests that cite records."""

import datetime
from functools import cache

from graphdb.graph import Graph
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.reach import ReachAnswer, ReachParameters, ask
from graphdb.questions.rows import OriginRow
from graphdb.release import Release
from ingest.sources import curated

__all__ = ["TODAY", "graph", "reach_ice", "row"]

TODAY = "2026-11-24"
"""The day on which the answers that the tests cite were looked at."""


@cache
def graph() -> Graph:
    """The real facts."""
    return Graph(Release.of(curated.records(curated.read()).records))


@cache
def reach_ice(question: str = "flowing", day: str = TODAY) -> ReachAnswer:
    """What reaches ICE."""
    filters = Filters(as_of=datetime.date.fromisoformat(day), question=Question(question))
    return ask(graph(), ReachParameters("ice", filters))


def row(origin: str, question: str = "flowing", day: str = TODAY) -> OriginRow | None:
    """The row of one origin, if it reaches."""
    answer = reach_ice(question, day)
    return next((row for row in answer.datasets + answer.organizations if row.origin.id == origin), None)
