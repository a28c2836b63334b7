"""The pages. They answer the questions of the interface at addresses of their own, for people."""

import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import PlainTextResponse
from starlette.exceptions import HTTPException

from api.further_asking import QUESTIONS, ask_changes, public_changes, release_before
from api.further_parameters import AskedChanges, AskedCoverage, AskedTimeline
from api.pages import words
from api.pages.asked import AskedExplorer
from api.pages.found import found, rows_towards
from api.pages.frame import STATIC, PageRoute, as_page, here, moved, page, page_text, static_file
from api.pages.how import how_content
from api.pages.kept import KeptOf
from api.pages.record import record_content
from api.pages.shown import shown_explorer
from api.pages.sitemap import sitemap
from api.parameters import Asked, AskedRecord, AskedSearch, read_filters, read_known_at, today
from api.records import current_id, name_of
from api.routes.dependencies import GraphsOf, PathId, StoreOf, nothing_asked
from graphdb.model import KINDS
from viz.steps import step_chart

__all__ = ["router"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_TARGET = "ice"


class AskedPageSearch(AskedSearch):
    """A search whose words may still be missing."""

    q: Annotated[str, Query(max_length=200)] = ""
    limit: str = "50"


@router.get("/")
def home(
    request: Request, store: StoreOf, graphs: GraphsOf, kept: KeptOf, asked: Annotated[AskedExplorer, Query()]
) -> Response:
    """Which databases reach the target, on one page."""
    graph = graphs.get(read_known_at(asked))
    key = ("page", graph.name, store.find().published, today(), str(request.url))
    return as_page(
        kept.get(key, lambda: page_text(request, "explorer.html", **shown_explorer(request, graph, store, kept, asked)))
    )


@router.get("/how/{origin}/{target}")
def how(
    request: Request, graphs: GraphsOf, origin: PathId, target: PathId, asked: Annotated[Asked, Query()]
) -> Response:
    """How one origin reaches a target."""
    graph = graphs.get(read_known_at(asked))
    redirect = moved(request, (origin, target), (graph.resolve(origin), graph.resolve(target)))
    if redirect:
        return redirect
    content = how_content(graph, origin, target, asked)
    social = {"title": content["title"], "description": content["summary"], "image": None}
    return page(request, "how.html", social=social, here=here(request), release=graph.name, **content)


@router.get("/record/{id}")
def record(
    request: Request,
    graphs: GraphsOf,
    id: PathId,  # noqa: A002 - the name in the address
    asked: Annotated[AskedRecord, Query()],
) -> Response:
    """A record with its history and everything that names it."""
    graph = graphs.get(read_known_at(asked))
    redirect = moved(request, (id,), (current_id(graph, id),))
    if redirect:
        return redirect
    content = record_content(graph, id, asked)
    social = {"title": content["heading"], "description": content["summary"], "image": None}
    return page(request, "record.html", social=social, here=here(request), keys=words.KEYS, **content)


@router.get("/time/{target}")
def time_line(request: Request, graphs: GraphsOf, target: PathId, asked: Annotated[AskedTimeline, Query()]) -> Response:
    """When what reaches a target changed, as a page with a picture."""
    graph, question = graphs.get(read_known_at(asked)), QUESTIONS["timeline"]
    redirect = moved(request, (target,), (graph.resolve(target),))
    if redirect:
        return redirect
    answer: Any = question.public(graph, question.answered(graph, (target,), asked), asked)
    day = read_filters(asked).as_of
    counts = [(datetime.date.fromisoformat(point.day), point.databases) for point in answer.points]
    years: dict[str, list[Any]] = {}
    for point in reversed(answer.points):
        years.setdefault(point.day[:4], []).append(point)
    title = f"When databases came to reach {answer.target.short_name}"
    if asked.origin is not None:
        title = f"When {name_of(graph.record(asked.origin))} came to reach {answer.target.short_name}"
    return page(
        request,
        "time.html",
        title=title,
        answer=answer,
        origin=asked.origin,
        day=day,
        chart=step_chart(counts, day),
        years=list(years.items()),
        here=here(request),
        social={"title": title, "description": answer.sentence, "image": None},
    )


@router.get("/find")
def find(request: Request, graphs: GraphsOf, kept: KeptOf, asked: Annotated[AskedPageSearch, Query()]) -> Response:
    """Records by name."""
    graph = graphs.get(read_known_at(asked))
    by_kind, partly, truncated = found(graph, lambda: rows_towards(graph, kept), asked)
    suggestions = () if by_kind or not asked.q.strip() else graph.similar(asked.q)
    return page(
        request,
        "find.html",
        q=asked.q.strip(),
        found=by_kind,
        partly=partly,
        truncated=truncated,
        suggestions=[graph.records[one] for one in suggestions],
        plurals={kind: cls.plural for kind, cls in KINDS.items()},
        release=graph.name,
        day=today(),
    )


@router.get("/published")
def published(request: Request, store: StoreOf, asked: Annotated[AskedRecord, Query()]) -> Response:
    """The releases."""
    read_known_at(asked)
    return page(request, "published.html", releases=store.releases())


@router.get("/corrections")
def corrections(
    request: Request, store: StoreOf, graphs: GraphsOf, asked: Annotated[AskedChanges, Query()]
) -> Response:
    """What changed from one release to the next."""
    graph = graphs.get(read_known_at(asked))
    earlier = graphs.get(asked.before if asked.before is not None else release_before(store, graph.name))
    changes = None if earlier.name == graph.name else public_changes(graph, ask_changes(earlier, graph, asked), asked)
    gone = sorted(graph.withdrawn.values(), key=lambda one: one.id)
    return page(request, "corrections.html", changes=changes, withdrawn=gone, release=graph.name)


@router.get("/about")
def about(request: Request, graphs: GraphsOf, asked: Annotated[AskedCoverage, Query()]) -> Response:
    """The method, the grades and the limits."""
    graph, question = graphs.get(read_known_at(asked)), QUESTIONS["coverage"]
    target = _TARGET if _TARGET in graph.place_number else graph.places[0].id
    coverage = question.public(graph, question.answered(graph, (target,), asked), asked)
    return page(request, "about.html", grades=words.GRADES, coverage=coverage, release=graph.name)


@router.get("/sitemap.xml")
def site_map(request: Request, graphs: GraphsOf) -> Response:
    """Every page, for search engines."""
    nothing_asked(request)
    return Response(sitemap(graphs.get(), str(request.base_url).rstrip("/"), _TARGET), media_type="application/xml")


@router.get("/robots.txt")
def robots(request: Request) -> PlainTextResponse:
    """What search engines may read: everything but searches and queries."""
    base = str(request.base_url).rstrip("/")
    return PlainTextResponse(f"User-agent: *\nDisallow: /find\nDisallow: /*?\nSitemap: {base}/sitemap.xml\n")


@router.get("/static/{digest}/{name}")
def static(request: Request, digest: Annotated[str, Path(max_length=64)], name: PathId) -> Response:  # noqa: ARG001
    """A style sheet or a script, under an address that changes with its content."""
    nothing_asked(request)
    if name not in STATIC:
        raise HTTPException(404)
    return Response(
        static_file(name), media_type=STATIC[name], headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )
