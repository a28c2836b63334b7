"""The app: questions, records and releases over HTTP. ``create_app(store)`` makes one; nothing here is global."""

import contextlib
from collections.abc import AsyncIterator

import anyio.to_thread
from fastapi import APIRouter, Depends, FastAPI
from starlette.middleware import Middleware
from starlette_compress import CompressMiddleware, add_compress_type

from api.delivery import PREFIX
from api.formats.registry import FORMATS
from api.graphs import Graphs
from api.layers.heading import Heading, Unexpected
from api.layers.keeping import Keeping, Kept
from api.layers.limiting import RateLimiting, Sizes
from api.layers.methods import Methods, shared_with_pages
from api.layers.observing import Figures, Observing
from api.openapi import described
from api.pages.kept import KeptAnswers
from api.parts import Parts
from api.problems import MEDIA_TYPE, Problem, register
from api.routes import embeds, feeds, further, pages, questions, reconcile, records, releases
from api.routes.dependencies import noted, once_each
from api.service_settings import ServiceSettings
from api.work import Work
from graphdb.errors import DataReachError
from graphdb.stores.base import Store

__all__ = ["create_app"]

OTHERS: tuple[APIRouter, ...] = (pages.router, embeds.router)
"""Routers of pages, feeds and other protocols, with the whole addresses. They come first: where one of them and an address
with a suffix below match, theirs answers."""

_PROTOCOLS = (feeds.router, reconcile.router)
"""Routers of protocols of others, with shapes of their own. They answer under the prefix and without it too."""

_PROMISED = (questions.router, further.router, records.router, releases.router)
"""Routers of the public JSON. Each answers under the prefix and, for people, without it."""


def create_app(store: Store, settings: ServiceSettings | None = None) -> FastAPI:
    """The app over a store. It closes the store when it ends. ``settings``: without, those of ``unguarded``."""
    chosen = settings or ServiceSettings.unguarded()
    graphs = Graphs(store, asked_again_after=chosen.release_seconds)
    work = Work(chosen.threads, chosen.waiting, chosen.answer_seconds)
    figures = Figures()

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with store:
            if settings is not None:
                await anyio.to_thread.run_sync(_load, graphs, chosen.whole_records)
            yield
            work.close()

    app = FastAPI(
        title="datareach",
        summary="Which databases reach ICE, by which agreements, since when, and how we know.",
        version="1",
        lifespan=lifespan,
        # The pages that FastAPI brings load scripts from elsewhere; the description itself is at /openapi.json.
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(noted), Depends(once_each)],
        responses={
            "4XX": {"model": Problem, "description": "What was asked cannot be answered."},
            "5XX": {"model": Problem, "description": "The service cannot answer."},
        },
        redirect_slashes=False,
        middleware=_layers(chosen, graphs, figures),
    )
    app.state.store, app.state.graphs, app.state.work = store, graphs, work
    app.state.parts = Parts(store, graphs, chosen.whole_records)
    app.state.settings, app.state.figures = chosen, figures
    app.state.pages = KeptAnswers(128)
    for router in OTHERS:
        app.include_router(router)
    for router in (*_PROTOCOLS, *_PROMISED):
        app.include_router(router, prefix=PREFIX)
        app.include_router(router, include_in_schema=False)
    if chosen.metrics:
        app.include_router(releases.figures_router)
    register(app)
    setattr(app, "openapi", described(app))  # noqa: B010 - as FastAPI's documentation says; no type checker allows it
    return app


def _layers(settings: ServiceSettings, graphs: Graphs, figures: Figures) -> list[Middleware]:
    """What a request passes, from the outside in."""

    async def current() -> str | None:
        believed = graphs.believed()
        if believed is not None:
            return believed
        try:
            return await anyio.to_thread.run_sync(graphs.current)
        except DataReachError:
            return None

    for media_type in {one.media_type.partition(";")[0] for one in FORMATS} | {MEDIA_TYPE}:
        add_compress_type(media_type)
    limited = [Middleware(RateLimiting, settings.rate_limit)] if settings.rate_limit else []
    return [
        Middleware(Observing, figures, logged=settings.access_log),
        Middleware(Heading),
        Middleware(shared_with_pages),
        *limited,
        Middleware(Sizes, settings.address_bytes, settings.body_bytes),
        Middleware(Methods),
        Middleware(Keeping, Kept(settings.kept_megabytes * 1_000_000), current),
        Middleware(CompressMiddleware),
        Middleware(Unexpected),
    ]


def _load(graphs: Graphs, whole_records: int) -> None:
    """Load the current release before the first question comes, if it is held whole; what is wrong, each question says."""
    with contextlib.suppress(DataReachError):
        if sum(graphs.found().counts.values()) <= whole_records:
            graphs.get()
