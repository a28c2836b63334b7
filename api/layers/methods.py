"""``HEAD`` is a ``GET`` without the body; ``OPTIONS`` tells the methods of an address. Pages of others may read."""

from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Methods", "shared_with_pages"]

_EXPOSED = (
    "Content-Disposition",
    "ETag",
    "Last-Modified",
    "Link",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Request-Id",
)
_READ = ("GET", "HEAD", "OPTIONS")


def shared_with_pages(app: ASGIApp) -> CORSMiddleware:
    """Lets the scripts of any page read the answers, without cookies. POST is for batches that read."""
    return CORSMiddleware(
        app,
        allow_origins=["*"],
        allow_methods=[*_READ, "POST"],
        allow_headers=["Accept", "Content-Type", "If-Modified-Since", "If-None-Match"],
        expose_headers=list(_EXPOSED),
        max_age=86_400,
    )


class Methods:
    """Answers ``HEAD`` and ``OPTIONS`` for addresses that answer ``GET``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"] if scope["type"] == "http" else ""
        if method == "HEAD":
            await self._app({**scope, "method": "GET"}, receive, _without_body(send))
        elif method == "OPTIONS":
            await self._app(scope, receive, _allowed(send))
        else:
            await self._app(scope, receive, _with_head(send))


def _without_body(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sending


def _with_head(send: Send) -> Send:
    """Names the methods that are answered here in the refusal of another one."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 405:
            _tell_methods(message)
        await send(message)

    return sending


def _allowed(send: Send) -> Send:
    """Makes of the refusal of ``OPTIONS``, which names the methods, the answer."""
    refused = False

    async def sending(message: Message) -> None:
        nonlocal refused
        if message["type"] == "http.response.start" and message["status"] == 405:
            refused = True
            _tell_methods(message)
            headers = MutableHeaders(raw=message["headers"])
            for name in ("content-length", "content-type"):
                del headers[name]
            message = {**message, "status": 204}
        elif refused:
            message = {**message, "body": b""}
        await send(message)

    return sending


def _tell_methods(message: Message) -> None:
    headers = MutableHeaders(raw=message["headers"])
    named = [name.strip() for name in headers.get("allow", "").split(",") if name.strip()]
    more = _READ if "GET" in named else ("OPTIONS",)
    headers["allow"] = ", ".join(dict.fromkeys((*named, *more)))
