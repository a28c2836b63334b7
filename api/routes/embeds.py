"""Embeds, the pictures they fall back to, oEmbed, and the page that hands them out."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from api.pages.asked import AskedExplorer
from api.pages.embedded import VIEWS, AskedEmbed, embed_content, embed_policy
from api.pages.frame import PageRoute, base, page, render
from api.pages.kept import KeptOf
from api.pages.oembed import AskedOembed, oembed
from api.pages.offered import offered
from api.pages.pictures import PICTURES, picture
from api.pages.shown import kept_answer, shown_explorer
from api.parameters import read_known_at
from api.routes.dependencies import GraphsOf, PathId, StoreOf
from graphdb.errors import UnknownId

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
pages = APIRouter(route_class=PageRoute, include_in_schema=False)


@pages.get("/embed/{view}")
def embed(
    request: Request,
    view: PathId,
    *,
    store: StoreOf,
    graphs: GraphsOf,
    kept: KeptOf,
    asked: Annotated[AskedEmbed, Query()],
) -> Response:
    """An answer for the frame of another site."""
    if view not in VIEWS:
        raise UnknownId(f"There is no embed {view!r}.", hint=f"Embeds: {', '.join(VIEWS)}.")
    text = render("embed.html", **embed_content(view, asked, graphs=graphs, store=store, kept=kept, base=base(request)))
    headers = {"Content-Security-Policy": embed_policy(), "Cache-Control": "public, max-age=300"}
    return HTMLResponse(text, headers=headers)


@pages.get("/embedding")
def embedding(
    request: Request, store: StoreOf, graphs: GraphsOf, kept: KeptOf, asked: Annotated[AskedExplorer, Query()]
) -> Response:
    """The three ways to put a view into an article."""
    graph = graphs.get(read_known_at(asked))
    content = shown_explorer(request, graph, store, kept, asked)
    return page(request, "embedding.html", **offered(graph, asked, content, base(request)))


@router.get("/picture/{name}")
def drawn(
    name: PathId, graphs: GraphsOf, kept: KeptOf, asked: Annotated[AskedExplorer, Query()], theme: str = "light"
) -> Response:
    """A picture of an answer: light, as articles are, or dark on request."""
    if name not in PICTURES:
        raise UnknownId(f"There is no picture {name!r}.", hint=f"Pictures: {', '.join(PICTURES)}.")
    graph = graphs.get(read_known_at(asked))
    answer = kept_answer(graph, kept, asked.target, asked)
    content = picture(name, graph, kept, answer, asked, theme="dark" if theme == "dark" else "light")
    headers = {
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": "public, max-age=300",
    }
    return Response(content, media_type=PICTURES[name], headers=headers)


@router.get("/oembed")
def embed_offer(
    request: Request, graphs: GraphsOf, kept: KeptOf, asked: Annotated[AskedOembed, Query()]
) -> JSONResponse:
    """What a page of this site offers for embedding (oEmbed 1.0)."""
    return JSONResponse(oembed(asked, graphs, kept, base(request)), headers={"Cache-Control": "public, max-age=300"})


router.include_router(pages)
