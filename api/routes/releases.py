"""What the service tells of itself: the releases, whether it can answer, its errors, and its figures."""

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException

from api.answers import HealthAnswer, ReleasesAnswer
from api.layers.observing import Figures
from api.lists import ErrorMeaning, ErrorsAnswer, ReadyAnswer
from api.problems import STATUS, meaning
from api.publications import releases_answer
from api.routes.dependencies import GraphsOf, StoreOf, nothing_asked

__all__ = ["figures_router", "router"]

router = APIRouter(tags=["service"], dependencies=[Depends(nothing_asked)])

_NOW = {"Cache-Control": "no-store"}


@router.get("/releases")
def releases(store: StoreOf, response: Response) -> ReleasesAnswer:
    """Every publication of a release, newest first."""
    response.headers["Cache-Control"] = "no-cache"
    return releases_answer(store)


@router.get("/health")
def health(store: StoreOf, response: Response) -> HealthAnswer:
    """Whether the service can answer: 503 while the store holds no release."""
    response.headers.update(_NOW)
    info = store.find()
    published = info.published.astimezone(datetime.UTC).isoformat()
    return HealthAnswer(status="ok", store=type(store).__name__, release=info.name, published=published)


@router.get("/ready")
def ready(graphs: GraphsOf, response: Response) -> ReadyAnswer:
    """Whether the current release is in memory, which this loads where it is not: 503 until it is."""
    response.headers.update(_NOW)
    return ReadyAnswer(status="ready", release=graphs.get().name)


@router.get("/errors")
def errors() -> ErrorsAnswer:
    """Every code of an error, with its status and what it means."""
    return ErrorsAnswer(errors=[_meaning(code) for code in sorted(STATUS, key=lambda code: (STATUS[code], code))])


@router.get("/errors/{code}")
def error(code: Annotated[str, Path(max_length=80, description="The code of an error.")]) -> ErrorMeaning:
    """What one code of an error means."""
    if code not in STATUS:
        raise HTTPException(404)
    return _meaning(code)


def _meaning(code: str) -> ErrorMeaning:
    return ErrorMeaning(code=code, status=STATUS[code], meaning=meaning(code))


figures_router = APIRouter(dependencies=[Depends(nothing_asked)], include_in_schema=False)


@figures_router.get("/metrics")
def metrics(request: Request) -> Response:
    """The figures of this process, as Prometheus reads them."""
    figures: Figures = request.app.state.figures
    return Response(generate_latest(figures.registry), headers=_NOW, media_type=CONTENT_TYPE_LATEST)
