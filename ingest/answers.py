"""Which answers would a new release change? What ``datareach ingest --plan`` prints beside the records."""

import datetime
from collections.abc import Iterator, Sequence

from graphdb.graph import Graph
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.search_routes import Search
from graphdb.release import Release
from graphdb.rules.evidence import GRADES, level_parts
from graphdb.rules.target import target_places

__all__ = ["TARGETS", "answers_between"]

TARGETS = ("ice",)
"""The targets whose answers are compared."""

_MOST_NAMED = 5


def answers_between(before: Release | None, after: Release, as_of: datetime.date) -> Sequence[str]:
    """One line for each question to each target whose answer differs: "ICE, flowing: +1 dataset (tolls), 2 grades lower
    (tax, visits)". Empty where nothing differs, and for a first release, which has nothing to differ from."""
    if before is None:
        return []
    old, new = Graph(before), Graph(after)
    return [
        f"{target.upper()}, {question.value}: {difference}"
        for target in TARGETS
        for question in Question
        if (
            difference := ", ".join(
                _differences(_rows(old, target, question, as_of), _rows(new, target, question, as_of))
            )
        )
    ]


_Row = tuple[str, int, tuple[str, ...]]


def _rows(graph: Graph, target: str, question: Question, as_of: datetime.date) -> dict[str, _Row]:
    """For each origin: its kind, its grade's number and the flows of its route."""
    if target not in graph.place_number:
        return {}
    places = target_places(graph.network, graph.place(target)).mask
    search = Search(graph, Filters(as_of=as_of, question=question), places, places)
    sure = search.reaching(question, sure=True)
    possible = search.reaching(question, sure=False) & ~sure
    routes = search.routes(sure, sure=True) | search.routes(possible, sure=False)
    rows: dict[str, _Row] = {}
    for origin, route in routes.items():
        place = graph.places[origin]
        grade = GRADES.index(level_parts(route.level)[0])
        rows[place.id] = (place.kind_name, grade, tuple(graph.flows[flow].id for flow in route.flows))
    return rows


def _differences(old: dict[str, _Row], new: dict[str, _Row]) -> Iterator[str]:
    for kind in ("dataset", "organization"):
        for sign, here, there in (("+", new, old), ("-", old, new)):
            yield from _named(
                f"{sign}{{}} {kind}", [id_ for id_, row in here.items() if row[0] == kind and id_ not in there]
            )
    both = sorted(old.keys() & new.keys())
    yield from _named("{} grade", [id_ for id_ in both if new[id_][1] > old[id_][1]], " lower")
    yield from _named("{} grade", [id_ for id_ in both if new[id_][1] < old[id_][1]], " higher")
    same_grade = [id_ for id_ in both if new[id_][1] == old[id_][1]]
    yield from _named("{} route", [id_ for id_ in same_grade if new[id_][2] != old[id_][2]], " changed")


def _named(words: str, ids: Sequence[str], rest: str = "") -> Iterator[str]:
    if ids:
        more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
        noun = words.format(len(ids)) + ("s" if len(ids) > 1 else "")
        yield f"{noun}{rest} ({', '.join(sorted(ids)[:_MOST_NAMED])}{more})"
