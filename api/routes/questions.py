"""The questions: what reaches a target, what an origin reaches, and by which route."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import answers
from api.answering import from_answer, reach_answer, route_answer
from api.asking import ask_from, ask_reach, ask_route
from api.parameters import Asked, AskedRows, read_known_at
from api.routes.dependencies import GraphsOf, PartsOf, PathId, moved

__all__ = ["router"]

router = APIRouter(tags=["questions"])


@router.get("/reach/{target}", response_model=answers.ReachAnswer)
def reach(
    request: Request, parts: PartsOf, target: PathId, asked: Annotated[AskedRows, Query()]
) -> answers.ReachAnswer | Response:
    """Which databases reach the target?"""
    graph = parts.get("reach", (target,), asked)
    redirect = moved(request, (target,), (graph.resolve(target),))
    return redirect or reach_answer(graph, ask_reach(graph, target, asked), asked)


@router.get("/from/{origin}", response_model=answers.FromAnswer)
def from_origin(
    request: Request, graphs: GraphsOf, origin: PathId, asked: Annotated[AskedRows, Query()]
) -> answers.FromAnswer | Response:
    """What does the origin reach?"""
    graph = graphs.get(read_known_at(asked))
    redirect = moved(request, (origin,), (graph.resolve(origin),))
    return redirect or from_answer(graph, ask_from(graph, origin, asked), asked)


@router.get("/route/{origin}/{target}", response_model=answers.RouteAnswer)
def route(
    request: Request, graphs: GraphsOf, origin: PathId, target: PathId, asked: Annotated[Asked, Query()]
) -> answers.RouteAnswer | Response:
    """How does the origin reach the target?"""
    graph = graphs.get(read_known_at(asked))
    redirect = moved(request, (origin, target), (graph.resolve(origin), graph.resolve(target)))
    return redirect or route_answer(graph, ask_route(graph, origin, target, asked), asked)
