"""The further questions: routes, choke points, time line, law, what-if, categories, people, coverage, leads, comparisons,
and what changed between two releases."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api import further, further_known
from api import further_parameters as texts
from api.delivery import DeliveryOf, Told
from api.further_asking import ask_changes, public_changes, release_before
from api.graphs import Known
from api.parameters import Asked
from api.routes.dependencies import GraphsOf, LastId, PathId, StoreOf

__all__ = ["router"]

router = APIRouter(tags=["further questions"])


@router.get("/routes/{origin}/{target}", response_model=further.RoutesAnswer)
async def routes(
    delivery: DeliveryOf, origin: PathId, target: LastId, asked: Annotated[texts.AskedRoutes, Query()]
) -> Response:
    """By which routes does the origin reach the target?"""
    return await delivery.question("routes", (origin, target), asked)


@router.get("/choke-points/{target}", response_model=further.ChokePointsAnswer)
async def choke_points(
    delivery: DeliveryOf, target: LastId, asked: Annotated[texts.AskedChokePoints, Query()]
) -> Response:
    """Where could it be stopped?"""
    return await delivery.question("choke-points", (target,), asked)


@router.get("/timeline/{target}", response_model=further.TimelineAnswer)
async def timeline(delivery: DeliveryOf, target: LastId, asked: Annotated[texts.AskedTimeline, Query()]) -> Response:
    """When did what reaches the target change, and what did it?"""
    return await delivery.question("timeline", (target,), asked)


@router.get("/law/{target}", response_model=further.LawAnswer)
async def law(delivery: DeliveryOf, target: LastId, asked: Annotated[texts.AskedLaw, Query()]) -> Response:
    """Which legal actions touch ways to the target, and what do they leave?"""
    return await delivery.question("law", (target,), asked)


@router.get("/what-if/{target}", response_model=further.WhatIfAnswer)
async def what_if(delivery: DeliveryOf, target: LastId, asked: Annotated[texts.AskedWhatIf, Query()]) -> Response:
    """What would change if agreements ended, or orders were lifted or extended?"""
    return await delivery.question("what-if", (target,), asked)


@router.get("/categories/{target}", response_model=further_known.CategoriesAnswer)
async def categories(
    delivery: DeliveryOf, target: LastId, asked: Annotated[texts.AskedCategories, Query()]
) -> Response:
    """Which kinds of data reach the target, and from where?"""
    return await delivery.question("categories", (target,), asked)


@router.get("/people/{target}", response_model=further_known.PeopleAnswer)
async def people(delivery: DeliveryOf, target: LastId, asked: Annotated[Asked, Query()]) -> Response:
    """How many people's data reaches the target, at least and at most?"""
    return await delivery.question("people", (target,), asked)


@router.get("/coverage/{target}", response_model=further_known.CoverageAnswer)
async def coverage(delivery: DeliveryOf, target: LastId, asked: Annotated[texts.AskedCoverage, Query()]) -> Response:
    """What do the answers about the target rest on, and where are they thin?"""
    return await delivery.question("coverage", (target,), asked)


@router.get("/leads/{target}", response_model=further_known.LeadsAnswer)
async def leads(delivery: DeliveryOf, target: LastId, asked: Annotated[texts.AskedLeads, Query()]) -> Response:
    """Where to look next, and what to ask for?"""
    return await delivery.question("leads", (target,), asked)


@router.get("/compare/{target}/{second}", response_model=further.CompareAnswer)
async def compare(
    delivery: DeliveryOf, target: PathId, second: LastId, asked: Annotated[texts.AskedCompare, Query()]
) -> Response:
    """How does what reaches one target differ from what reaches another, or on another day or by another grade?"""
    return await delivery.question("compare", (target, second), asked)


@router.get("/changes", response_model=further_known.ChangesAnswer)
@router.get("/changes.{suffix}", include_in_schema=False)
async def changes(
    delivery: DeliveryOf, store: StoreOf, graphs: GraphsOf, asked: Annotated[texts.AskedChanges, Query()]
) -> Response:
    """What changed from one release to another?"""

    def make(known: Known, _: tuple[str, ...]) -> Told:
        earlier = asked.before if asked.before is not None else release_before(store, known.graph.name)
        answer = ask_changes(graphs.get(earlier), known.graph, asked)
        return Told(answer, public_changes(known.graph, answer, asked))

    return await delivery.told("changes", (), asked, make)


@router.get("/what-if", include_in_schema=False)
@router.get("/coverage", include_in_schema=False)
def about_ice(request: Request) -> Response:
    """The short address asks about ICE."""
    url = request.url
    return RedirectResponse(f"{url.path}/ice?{url.query}" if url.query else f"{url.path}/ice", status_code=308)
