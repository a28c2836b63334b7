"""The further questions: routes, choke points, time line, law, what if, categories, people, coverage, leads, comparisons,
and what changed between two releases."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import further, further_known
from api import further_parameters as texts
from api.further_asking import QUESTIONS, ask_changes, public_changes, release_before
from api.parameters import Asked, read_known_at
from api.parts import Parts
from api.routes.dependencies import GraphsOf, PartsOf, PathId, StoreOf, moved

__all__ = ["router"]

router = APIRouter(tags=["further questions"])


def _answer(
    request: Request, parts: Parts, name: str, ids: tuple[str, ...], asked: Asked
) -> further.FurtherAnswer | Response:
    """The public answer, or a redirect to the address with the current ids."""
    graph, question = parts.get(name, ids, asked), QUESTIONS[name]
    redirect = moved(request, ids, tuple(graph.resolve(id_) for id_ in ids))
    return redirect or question.public(graph, question.answered(graph, ids, asked), asked)


@router.get("/routes/{origin}/{target}", response_model=further.RoutesAnswer)
def routes(
    request: Request,
    parts: PartsOf,
    origin: PathId,
    target: PathId,
    asked: Annotated[texts.AskedRoutes, Query()],
) -> further.FurtherAnswer | Response:
    """By which routes does the origin reach the target?"""
    return _answer(request, parts, "routes", (origin, target), asked)


@router.get("/choke-points/{target}", response_model=further.ChokePointsAnswer)
def choke_points(
    request: Request, parts: PartsOf, target: PathId, asked: Annotated[texts.AskedChokePoints, Query()]
) -> further.FurtherAnswer | Response:
    """Where could it be stopped?"""
    return _answer(request, parts, "choke-points", (target,), asked)


@router.get("/timeline/{target}", response_model=further.TimelineAnswer)
def timeline(
    request: Request, parts: PartsOf, target: PathId, asked: Annotated[texts.AskedTimeline, Query()]
) -> further.FurtherAnswer | Response:
    """When did what reaches the target change, and what did it?"""
    return _answer(request, parts, "timeline", (target,), asked)


@router.get("/law/{target}", response_model=further.LawAnswer)
def law(
    request: Request, parts: PartsOf, target: PathId, asked: Annotated[texts.AskedLaw, Query()]
) -> further.FurtherAnswer | Response:
    """Which legal actions touch ways to the target, and what do they leave?"""
    return _answer(request, parts, "law", (target,), asked)


@router.get("/what-if/{target}", response_model=further.WhatIfAnswer)
def what_if(
    request: Request, parts: PartsOf, target: PathId, asked: Annotated[texts.AskedWhatIf, Query()]
) -> further.FurtherAnswer | Response:
    """What would change if agreements ended, or orders were lifted or extended?"""
    return _answer(request, parts, "what-if", (target,), asked)


@router.get("/categories/{target}", response_model=further_known.CategoriesAnswer)
def categories(
    request: Request, parts: PartsOf, target: PathId, asked: Annotated[texts.AskedCategories, Query()]
) -> further.FurtherAnswer | Response:
    """Which kinds of data reach the target, and from where?"""
    return _answer(request, parts, "categories", (target,), asked)


@router.get("/people/{target}", response_model=further_known.PeopleAnswer)
def people(
    request: Request, parts: PartsOf, target: PathId, asked: Annotated[Asked, Query()]
) -> further.FurtherAnswer | Response:
    """How many people's data reaches the target, at least and at most?"""
    return _answer(request, parts, "people", (target,), asked)


@router.get("/coverage/{target}", response_model=further_known.CoverageAnswer)
def coverage(
    request: Request, parts: PartsOf, target: PathId, asked: Annotated[texts.AskedCoverage, Query()]
) -> further.FurtherAnswer | Response:
    """What do the answers about the target rest on, and where are they thin?"""
    return _answer(request, parts, "coverage", (target,), asked)


@router.get("/leads/{target}", response_model=further_known.LeadsAnswer)
def leads(
    request: Request, parts: PartsOf, target: PathId, asked: Annotated[texts.AskedLeads, Query()]
) -> further.FurtherAnswer | Response:
    """Where to look next, and what to ask for?"""
    return _answer(request, parts, "leads", (target,), asked)


@router.get("/compare/{target}/{second}", response_model=further.CompareAnswer)
def compare(
    request: Request,
    parts: PartsOf,
    target: PathId,
    second: PathId,
    asked: Annotated[texts.AskedCompare, Query()],
) -> further.FurtherAnswer | Response:
    """How does what reaches one target differ from what reaches another, or on another day or by another grade?"""
    return _answer(request, parts, "compare", (target, second), asked)


@router.get("/changes")
def changes(
    store: StoreOf, graphs: GraphsOf, asked: Annotated[texts.AskedChanges, Query()]
) -> further_known.ChangesAnswer:
    """What changed from one release to another?"""
    after = graphs.get(read_known_at(asked))
    earlier = asked.before if asked.before is not None else release_before(store, after.name)
    return public_changes(after, ask_changes(graphs.get(earlier), after, asked), asked)
