"""The questions: what reaches a target, what an origin reaches, and by which route."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api import answers
from api.delivery import DeliveryOf
from api.parameters import Asked, AskedRows
from api.routes.dependencies import LastId, PathId

__all__ = ["router"]

router = APIRouter(tags=["questions"])


@router.get("/reach/{target}", response_model=answers.ReachAnswer)
async def reach(delivery: DeliveryOf, target: LastId, asked: Annotated[AskedRows, Query()]) -> Response:
    """Which databases reach the target?"""
    return await delivery.question("reach", (target,), asked)


@router.get("/from/{origin}", response_model=answers.FromAnswer)
async def from_origin(delivery: DeliveryOf, origin: LastId, asked: Annotated[AskedRows, Query()]) -> Response:
    """What does the origin reach?"""
    return await delivery.question("from", (origin,), asked)


@router.get("/route/{origin}/{target}", response_model=answers.RouteAnswer)
async def route(delivery: DeliveryOf, origin: PathId, target: LastId, asked: Annotated[Asked, Query()]) -> Response:
    """How does the origin reach the target?"""
    return await delivery.question("route", (origin, target), asked)
