"""The further questions: for each its name, its parameters, its public answer, and how it is asked. One table for the web
and the command line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from api import further, further_known
from api import further_parameters as asked
from api.further_filling import filled
from api.parameters import Asked
from graphdb.graph import Graph
from graphdb.questions import (
    categories,
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
from graphdb.questions import changes as changes_question
from graphdb.stores.base import Store

__all__ = ["QUESTIONS", "AskedQuestion", "ask_changes", "public_changes", "release_before"]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """``places``: the ids that its address and its command take. ``read``: from ids and texts to parameters."""

    name: str
    places: tuple[str, ...]
    asked: type[Asked]
    answer: type[further.FurtherAnswer]
    read: Callable[..., Any]
    ask: Callable[[Graph, Any], Any]

    def answered(self, graph: Graph, ids: tuple[str, ...], given: Asked) -> Any:
        """The answer inside. Raises UnknownId and BadParameter."""
        return self.ask(graph, self.read(*ids, given))

    def public(self, graph: Graph, answer: Any, given: Asked) -> further.FurtherAnswer:
        """The public form of an answer."""
        parameters = answer.parameters
        filters = parameters.first if isinstance(parameters, compare.CompareParameters) else parameters.filters
        return filled(self.answer, graph, answer, given, filters)


_ONE = ("target",)

QUESTIONS: dict[str, AskedQuestion] = {
    question.name: question
    for question in (
        AskedQuestion(
            "routes", ("origin", "target"), asked.AskedRoutes, further.RoutesAnswer, asked.read_routes, routes.ask
        ),
        AskedQuestion(
            "choke-points",
            _ONE,
            asked.AskedChokePoints,
            further.ChokePointsAnswer,
            asked.read_choke_points,
            choke_points.ask,
        ),
        AskedQuestion("timeline", _ONE, asked.AskedTimeline, further.TimelineAnswer, asked.read_timeline, timeline.ask),
        AskedQuestion("law", _ONE, asked.AskedLaw, further.LawAnswer, asked.read_law, law.ask),
        AskedQuestion("what-if", _ONE, asked.AskedWhatIf, further.WhatIfAnswer, asked.read_what_if, what_if.ask),
        AskedQuestion(
            "categories",
            _ONE,
            asked.AskedCategories,
            further_known.CategoriesAnswer,
            asked.read_categories,
            categories.ask,
        ),
        AskedQuestion("people", _ONE, Asked, further_known.PeopleAnswer, asked.read_people, people.ask),
        AskedQuestion(
            "coverage", _ONE, asked.AskedCoverage, further_known.CoverageAnswer, asked.read_coverage, coverage.ask
        ),
        AskedQuestion("leads", _ONE, asked.AskedLeads, further_known.LeadsAnswer, asked.read_leads, leads.ask),
        AskedQuestion(
            "compare", ("target", "second"), asked.AskedCompare, further.CompareAnswer, asked.read_compare, compare.ask
        ),
    )
}
"""Every further question but ``changes``, which takes two releases."""


def ask_changes(before: Graph, after: Graph, given: asked.AskedChanges) -> changes_question.ChangesAnswer:
    """What changed from one release to another. Raises UnknownId and BadParameter."""
    return changes_question.ask(before, after, asked.read_changes(given))


def release_before(store: Store, name: str) -> str:
    """The release that was published before another one; the same one where there is none."""
    publications = [info.name for info in store.releases()]
    later = publications.index(name) if name in publications else 0
    return next((other for other in publications[later:] if other != name), name)


def public_changes(
    after: Graph, answer: changes_question.ChangesAnswer, given: asked.AskedChanges
) -> further_known.ChangesAnswer:
    """The public form of what changed."""
    return filled(further_known.ChangesAnswer, after, answer, given, answer.parameters.filters)
