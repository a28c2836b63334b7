"""Every request has an id, a line in the log, and a place in the figures. Nothing here says who asked."""

import datetime
import json
import logging
import re
import time
import uuid

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.layers.context import context_of

__all__ = ["Figures", "Observing"]

_log = logging.getLogger("datareach.access")

_GIVEN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
"""An id that a proxy gave is kept, where it can be nothing but an id."""

_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Figures:
    """The figures of one app: how many requests, how long they took, how many were answered from what was kept."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self.requests = Counter("datareach_requests_total", "Requests answered.", labels, registry=self.registry)
        self.kept = Counter(
            "datareach_kept_answers_total", "Requests answered with what was written before.", registry=self.registry
        )
        self.seconds = Histogram(
            "datareach_request_seconds",
            "Seconds from a request to the end of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )


class Observing:
    """Gives each request an id, and tells how it went."""

    def __init__(self, app: ASGIApp, figures: Figures, *, logged: bool) -> None:
        self._app = app
        self._figures = figures
        self._logged = logged

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        context = context_of(scope)
        given = Headers(scope=scope).get("x-request-id", "")
        context.request_id = given if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        began = time.perf_counter()
        status, size = 500, 0

        async def sending(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", context.request_id.encode())]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            self._tell(scope, status, size, time.perf_counter() - began)

    def _tell(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        context = context_of(scope)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._figures.requests.labels(context.route, method, status).inc()
        self._figures.seconds.labels(context.route).observe(seconds)
        if context.kept:
            self._figures.kept.inc()
        if self._logged:
            line = {
                "time": datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"),
                "request": context.request_id,
                "method": method,
                "path": scope["path"],
                "route": context.route,
                "status": status,
                "bytes": size,
                "milliseconds": round(seconds * 1000, 1),
                "kept": context.kept,
            }
            _log.info(json.dumps(line))
