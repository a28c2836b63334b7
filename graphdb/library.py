"""datareach from Python: ``graphdb.load("datareach.db").reach("ice")``. The same answers as everywhere else, as frozen
dataclasses; ``network`` gives them to networkx."""

import datetime
import os
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, TypedDict, TypeVar, Unpack

from graphdb.answer_network import answer_network, release_network, sentence_of
from graphdb.answer_rows import AnswerRow, RoutedAnswer, answer_rows
from graphdb.dates import day_number
from graphdb.errors import BadParameter
from graphdb.graph import Graph
from graphdb.model import Basis, Evidence, FlowState, Mechanism, Record, Source
from graphdb.questions import outward, reach, route, routes
from graphdb.questions.parameters import (
    Filters,
    Joins,
    Question,
    read_day,
    read_limit,
    read_word,
    read_words,
    read_year,
)
from graphdb.rules.states import WALKABLE
from graphdb.stores import open_store

if TYPE_CHECKING:
    import networkx

__all__ = ["Facts", "Given", "load"]

_E = TypeVar("_E", bound=StrEnum)
Day = datetime.date | str


def load(store: str | os.PathLike[str], known_at: str | None = None) -> "Facts":
    """The facts of one release. ``store``: the path of a file, or the address of a Neo4j server. ``known_at``: a release
    (six digits of its name or more) or a date; without it, the current release.

    Raises:
        StoreMissing: there is no store at this place, or nothing was saved yet.
        UnknownRelease: no such release.
    """
    with open_store(os.fspath(store)) as opened:
        return Facts(Graph(opened.load(known_at)))


class Given(TypedDict, total=False):
    """The filters that every question takes by name; names and values are those of the command line and the web."""

    question: str
    as_of: Day | None
    basis: Iterable[str]
    evidence: str | None
    joins: str
    category: Iterable[str]
    mechanism: Iterable[str]
    state: Iterable[str]
    attested_since: int | None
    without: Iterable[str]


class Facts:
    """One release, ready for questions. Each question takes the same filters (``Given``) by name."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    @property
    def release(self) -> str:
        """The name of the release, which belongs beside every number taken from it."""
        return self.graph.name

    def reach(self, target: str, *, limit: int = 500, **given: Unpack[Given]) -> reach.ReachAnswer:
        """Which databases reach ``target``? Raises UnknownId and BadParameter."""
        return reach.ask(self.graph, reach.ReachParameters(target, self.filters(**given), read_limit(limit)))

    def outward(self, origin: str, *, limit: int = 500, **given: Unpack[Given]) -> outward.OutwardAnswer:
        """What does ``origin`` reach? (``from`` is a word of Python's own.) Raises UnknownId and BadParameter."""
        return outward.ask(self.graph, outward.OutwardParameters(origin, self.filters(**given), read_limit(limit)))

    def route(self, origin: str, target: str, **given: Unpack[Given]) -> route.RouteAnswer:
        """How does ``origin`` reach ``target``? The best route. Raises UnknownId and BadParameter."""
        return route.ask(self.graph, route.RouteParameters(origin, target, self.filters(**given)))

    def routes(self, origin: str, target: str, *, most: int = 10, **given: Unpack[Given]) -> routes.RoutesAnswer:
        """By which routes does ``origin`` reach ``target``? The best ones in order. Raises UnknownId and BadParameter."""
        return routes.ask(self.graph, routes.RoutesParameters(origin, target, self.filters(**given), most))

    def rows(self, answer: RoutedAnswer) -> tuple[AnswerRow, ...]:
        """The rows of an answer, each with its route, its grade and its sentence."""
        return answer_rows(answer)

    def sentence(self, answer: RoutedAnswer) -> str:
        """The answer in words."""
        return sentence_of(answer)

    def sources(self, ids: Iterable[str]) -> tuple[Source, ...]:
        """The sources with these ids."""
        return self.graph.sources(ids)

    def record(self, id_: str) -> Record:
        """The record with an id or a former id. Raises UnknownId and Withdrawn."""
        return self.graph.record(id_)

    def network(self, answer: RoutedAnswer | None = None, *, as_of: Day | None = None) -> "networkx.MultiDiGraph[str]":
        """An answer as a graph of networkx; without one, every place and flow of the release as of a day (today)."""
        if answer is not None:
            return answer_network(self.graph, answer)
        return release_network(self.graph, day_number(_day(as_of)))

    def filters(self, **given: Unpack[Given]) -> Filters:
        """The filters of a question. Raises BadParameter."""
        states = _words(FlowState, given.get("state", ()), "state")
        if not states <= set(WALKABLE):
            raise BadParameter("A flow of this state is not walked.", f"Values of state: {', '.join(WALKABLE)}.")
        evidence, since = given.get("evidence"), given.get("attested_since")
        return Filters(
            as_of=_day(given.get("as_of")),
            question=read_word(Question, given.get("question", "flowing"), "question"),
            basis=_words(Basis, given.get("basis", ("occurred", "agreed")), "basis"),
            evidence=read_word(Evidence, evidence, "evidence") if evidence is not None else None,
            joins=read_word(Joins, given.get("joins", "known"), "joins"),
            mechanisms=_words(Mechanism, given.get("mechanism", ()), "mechanism"),
            states=states,
            attested_since=None if since is None else read_year(since),
            categories=_listed(given.get("category", ())),
            without=_listed(given.get("without", ())),
        )


def _day(day: Day | None) -> datetime.date:
    if day is None:
        return datetime.date.today()
    return day if isinstance(day, datetime.date) else read_day(day)


def _listed(words: Iterable[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _words(kind: type[_E], words: Iterable[str], name: str) -> frozenset[_E]:
    return read_words(kind, _listed(words), name)
