"""The addresses of the feeds and of the calendar."""

import datetime
import hashlib
from collections.abc import Callable
from email.utils import format_datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api import feeds
from api.feeds import Feed
from api.graphs import Graphs
from api.parameters import Text
from api.routes.dependencies import GraphsOf, PathId, StoreOf, nothing_asked
from graphdb.questions.parameters import Question, read_word
from graphdb.stores.base import Store

__all__ = ["router"]

router = APIRouter(prefix="/feeds", tags=["feeds"])

_ATOM, _JSON, _CALENDAR = "application/atom+xml", "application/feed+json", "text/calendar"


class AskedFeed(BaseModel):
    """Which answer is followed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: Text = Field(
        default=Question.flowing.value,
        description="flowing: every hop is open. held: the data is there, also as a copy. ever: it was there once.",
    )


def _described(media_type: str) -> dict[int | str, dict[str, object]]:
    return {200: {"content": {media_type: {}}}}


@router.get(
    "/releases.atom", response_class=Response, responses=_described(_ATOM), dependencies=[Depends(nothing_asked)]
)
async def releases_atom(request: Request, store: StoreOf, graphs: GraphsOf) -> Response:
    """Each new release, with what changed in it, as Atom."""
    return await _feed(request, lambda: feeds.releases_feed(graphs, store.releases()), _ATOM)


@router.get(
    "/releases.json", response_class=Response, responses=_described(_JSON), dependencies=[Depends(nothing_asked)]
)
async def releases_json(request: Request, store: StoreOf, graphs: GraphsOf) -> Response:
    """Each new release, with what changed in it, as JSON Feed 1.1."""
    return await _feed(request, lambda: feeds.releases_feed(graphs, store.releases()), _JSON)


@router.get("/reach/{target}.atom", response_class=Response, responses=_described(_ATOM))
async def reach_atom(
    request: Request, store: StoreOf, graphs: GraphsOf, target: PathId, asked: Annotated[AskedFeed, Query()]
) -> Response:
    """Tell me when something new reaches the target, as Atom."""
    return await _feed(request, _followed(store, graphs, target, asked), _ATOM)


@router.get("/reach/{target}.json", response_class=Response, responses=_described(_JSON))
async def reach_json(
    request: Request, store: StoreOf, graphs: GraphsOf, target: PathId, asked: Annotated[AskedFeed, Query()]
) -> Response:
    """Tell me when something new reaches the target, as JSON Feed 1.1."""
    return await _feed(request, _followed(store, graphs, target, asked), _JSON)


@router.get(
    "/dates.ics", response_class=Response, responses=_described(_CALENDAR), dependencies=[Depends(nothing_asked)]
)
async def dates(request: Request, graphs: GraphsOf) -> Response:
    """When agreements expire and hearings are, as iCalendar."""

    def work() -> Response:
        known = graphs.known()
        written = feeds.calendar_bytes(known.graph, known.info.published, _host(request))
        return _response(written, f"{_CALENDAR}; charset=utf-8", known.info.published)

    response: Response = await request.app.state.work.run((request.url.path, _host(request)), work)
    return _own(response)


def _followed(store: Store, graphs: Graphs, target: str, asked: AskedFeed) -> Callable[[], Feed]:
    question = read_word(Question, asked.question, "question").value
    return lambda: feeds.answer_feed(graphs, store.releases(), target, question)


async def _feed(request: Request, make: Callable[[], Feed], media_type: str) -> Response:
    host = _host(request)

    def work() -> Response:
        feed = make()
        written = feeds.atom_text(feed, host) if media_type == _ATOM else feeds.json_feed_text(feed, host).encode()
        return _response(written, media_type, feed.updated)

    response: Response = await request.app.state.work.run((request.url.path, request.url.query, host), work)
    return _own(response)


def _host(request: Request) -> str:
    """Where the service is published; where that is not set, the host that was asked."""
    return request.app.state.settings.public_address or str(request.base_url).rstrip("/")


def _response(body: bytes, media_type: str, modified: datetime.datetime) -> Response:
    headers = {
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "Last-Modified": format_datetime(modified.astimezone(datetime.UTC), usegmt=True),
        "Cache-Control": "no-cache",
        "Vary": "Host",
    }
    return Response(body, media_type=media_type, headers=headers)


def _own(response: Response) -> Response:
    """Each request has a response of its own: several may wait for the same feed."""
    copied = Response(response.body, response.status_code)
    copied.raw_headers = list(response.raw_headers)
    return copied
