"""The app: questions, records and releases over HTTP. ``create_app(store)`` makes one; nothing here is global."""

import contextlib
from collections.abc import AsyncIterator

from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.graphs import Graphs
from api.pages.kept import Kept
from api.problems import SECURITY_HEADERS, Problem, register
from api.routes import embeds, further, pages, questions, records, releases
from api.routes.dependencies import once_each
from graphdb.stores.base import Store

__all__ = ["create_app"]


def create_app(store: Store) -> FastAPI:
    """The app over a store. It closes the store when it ends."""

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with store:
            yield

    app = FastAPI(
        title="datareach",
        summary="Which databases reach ICE, by which agreements, since when, and how we know.",
        version="1",
        lifespan=lifespan,
        # The pages that FastAPI brings load scripts from elsewhere; the description itself is at /openapi.json.
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(once_each)],
        responses={
            "4XX": {"model": Problem, "description": "What was asked cannot be answered."},
            "5XX": {"model": Problem, "description": "The service cannot answer."},
        },
        redirect_slashes=False,
    )
    app.state.store = store
    app.state.graphs = Graphs(store)
    app.state.kept = Kept(128)
    for module in (questions, further, records, releases, pages, embeds):
        app.include_router(module.router)
    register(app)
    app.add_middleware(GZipMiddleware)
    app.add_middleware(_SecurityHeaders)
    return app


class _SecurityHeaders:
    """Adds the headers that every answer has."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                if b"content-security-policy" in there:  # a page says itself who may frame it
                    there.add(b"x-frame-options")
                added = ((name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items())
                message["headers"] = [*message["headers"], *(pair for pair in added if pair[0] not in there)]
            await send(message)

        await self._app(scope, receive, send_with_headers)
