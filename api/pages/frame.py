"""The frame of the pages: templates that escape everything, static files, headers, and errors as pages."""

import hashlib
import re
from collections.abc import Callable, Coroutine
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from api.pages import words
from api.problems import STATUS, fault_words
from graphdb.errors import BadParameter, DataReachError, UnknownId
from graphdb.texts import visible
from viz.colours import page_style
from viz.sectors import Sector

__all__ = [
    "PAGE_POLICY",
    "STATIC",
    "PageRoute",
    "as_page",
    "base",
    "here",
    "moved",
    "page",
    "page_text",
    "render",
    "squeezed",
    "static_address",
    "static_file",
]

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
"""Nothing from another host, and no script or style inside the text of a page."""

STATIC = {
    "explorer.css": "text/css",
    "explorer.js": "text/javascript",
    "embed.js": "text/javascript",
    "loader.js": "text/javascript",
}
"""The static files and their media types."""

_WITHDRAWN = "withdrawn"


@cache
def static_file(name: str) -> bytes:
    """The content of a static file. ``name`` is one of ``STATIC``."""
    content = (files("viz") / "static" / name).read_bytes()
    return page_style().encode() + content if name.endswith(".css") else content


@cache
def static_address(name: str) -> str:
    """The address of a static file; another content has another address, so that it may be kept for good."""
    digest = hashlib.sha256(static_file(name)).hexdigest()[:12]
    return f"/static/{digest}/{name}"


def _shown(value: Any) -> Any:
    """A text with characters that mislead (those that turn text around, say) as escapes."""
    return "\n".join(map(visible, value.split("\n"))) if type(value) is str else value


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("viz", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= words.FILTERS
    environment.globals |= {"static": static_address, "sectors": {one.name: one.value for one in Sector}}
    environment.filters["extract"] = lambda key, table: table[key]
    return environment


def render(template: str, **content: Any) -> str:
    """The text of a page. Indents are left out: they are a third of a long page."""
    return squeezed(_templates().get_template(template).render(**content))


def squeezed(text: str) -> str:
    """A text without indents and empty lines."""
    return re.sub(r"\n\s*", "\n", text)


def base(request: Request) -> str:
    """The address of the site, without a slash at its end."""
    return str(request.base_url).rstrip("/")


def here(request: Request) -> str:
    """The address of the page that is asked for, with its query."""
    return f"{base(request)}{request.url.path}" + (f"?{request.url.query}" if request.url.query else "")


def moved(request: Request, asked: tuple[str, ...], current: tuple[str, ...]) -> RedirectResponse | None:
    """A redirect to the address with the current ids, the query kept; nothing if the ids are current."""
    if asked == current:
        return None
    first = request.url.path.rsplit("/", len(asked))[0]
    path = "/".join([first, *(quote(id_, safe="") for id_ in current)])
    return RedirectResponse(f"{path}?{request.url.query}" if request.url.query else path, status_code=308)


def page_text(request: Request, template: str, **content: Any) -> str:
    """The text of a page. ``content``: what the template names; ``host`` is added."""
    return render(template, host=base(request), **content)


def as_page(text: str, status: int = 200) -> HTMLResponse:
    """A text as a page, with the headers of pages."""
    own = {"Content-Security-Policy": PAGE_POLICY, "X-Frame-Options": "SAMEORIGIN", "Cache-Control": "no-cache"}
    return HTMLResponse(text, status, own)


def page(request: Request, template: str, *, status: int = 200, **content: Any) -> HTMLResponse:
    """A page as an answer."""
    return as_page(page_text(request, template, **content), status)


class PageRoute(APIRoute):
    """Answers with a page also where something is wrong, and drops the empty fields of a form from the address."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route, with errors as pages."""
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            given = request.query_params.multi_items()
            if any(not value for _, value in given):
                return _without_empty(request)
            try:
                return await handler(request)
            except DataReachError as error:
                if STATUS[error.code] >= 500:
                    raise  # logged, and answered without its words, in one place
                return _problem_page(request, error)
            except RequestValidationError as error:
                wrong = BadParameter(fault_words(error), "Go back and choose another value.")
                return _problem_page(request, wrong)

        return handle


def _without_empty(request: Request) -> RedirectResponse:
    kept = urlencode([(name, value) for name, value in request.query_params.multi_items() if value])
    return RedirectResponse(f"{request.url.path}?{kept}" if kept else request.url.path, status_code=303)


def _problem_page(request: Request, error: DataReachError) -> HTMLResponse:
    title = {
        "unknown_id": "There is no such record",
        "unknown_release": "There is no such release",
        _WITHDRAWN: "This record was withdrawn",
    }.get(error.code, "This cannot be answered")
    suggestions = error.suggestions if isinstance(error, UnknownId) else ()
    return page(
        request,
        "problem.html",
        status=STATUS[error.code],
        title=title,
        detail=error.message,
        hint="" if suggestions else error.hint,
        suggestions=suggestions,
        code=error.code,
    )
