"""The headers that every answer has, and errors that nobody expected."""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.layers.context import context_of
from api.problems import problem_response

__all__ = ["DATA_POLICY", "SECURITY_HEADERS", "Heading", "Unexpected"]

DATA_POLICY = "default-src 'none'; frame-ancestors 'self'"
"""The policy of an answer that has none of its own: it is data, and loads nothing."""

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_ADDED = [(name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items()]
_POLICY = b"content-security-policy"
_ALONE = [(_POLICY, DATA_POLICY.encode()), (b"x-frame-options", b"SAMEORIGIN")]

_log = logging.getLogger("datareach.api")


class Heading:
    """Adds the security headers. One that an answer has of its own stays; an answer with a policy of its own says in it who
    may frame it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                added = [*_ADDED, *(() if _POLICY in there else _ALONE)]
                message["headers"] = [*message["headers"], *(pair for pair in added if pair[0] not in there)]
            await send(message)

        await self._app(scope, receive, sending)


class Unexpected:
    """Answers an error that nobody expected with a problem; the log has the details, under the id of the request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception:
            if scope["type"] != "http" or started:
                raise  # the answer is under way: the server breaks the connection, so that nobody takes it for whole
            request_id = context_of(scope).request_id
            _log.exception("%s %s %s", request_id, scope["method"], scope["path"])
            words = "This should not happen. It was logged under the id in request_id."
            await problem_response(scope, "internal_error", words)(scope, receive, send)
