"""Limits of a request: its address, its body, and how many a client makes."""

import ipaddress
import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem_response

__all__ = ["RateLimiting", "Sizes"]


class _TooLong(Exception):
    """More of a body came than is taken."""


class Sizes:
    """Refuses an address or a body that is longer than any sensible one."""

    def __init__(self, app: ASGIApp, address_bytes: int, body_bytes: int) -> None:
        self._app = app
        self._address_bytes = address_bytes
        self._body_bytes = body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"]) > self._address_bytes:
            words = f"The address is longer than {self._address_bytes:,} bytes."
            await problem_response(scope, "address_too_long", words, "Ask about fewer ids.")(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if not (announced.isascii() and announced.isdigit()) or int(announced[:12]) > self._body_bytes:
            await self._refuse(scope, receive, send)
            return
        taken, started = 0, False

        async def receiving() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._body_bytes:
                raise _TooLong
            return message

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receiving, sending)
        except _TooLong:
            if started:
                raise
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        words = f"The body is longer than {self._body_bytes:,} bytes."
        await problem_response(scope, "body_too_long", words, "Send less at a time.")(scope, receive, send)


class RateLimiting:
    """So many requests a client in a window of time; more are refused until it has passed. The clients are known for that
    time only, and only here."""

    def __init__(self, app: ASGIApp, limit: str) -> None:
        self._app = app
        self._limit: RateLimitItem = parse(limit)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._policy = f'"client";q={self._limit.amount};w={self._limit.get_expiry()}'.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        client = _client(scope)
        passed = self._limiter.hit(self._limit, client)
        window = self._limiter.get_window_stats(self._limit, client)
        seconds = max(1, math.ceil(window.reset_time - time.time()))
        told = [
            (b"ratelimit-policy", self._policy),
            (b"ratelimit", f'"client";r={max(0, window.remaining)};t={seconds}'.encode()),
        ]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *told]
            await send(message)

        if passed:
            await self._app(scope, receive, sending)
            return
        words = f"More than {self._limit.amount:,} requests in {self._limit.get_expiry():,} seconds."
        hint = "Wait as Retry-After says. Everything at once: `datareach export`, or one answer with a higher limit."
        answer = problem_response(scope, "too_many_requests", words, hint, headers={"Retry-After": str(seconds)})
        await answer(scope, receive, sending)


def _client(scope: Scope) -> str:
    """Who asks; of IPv6 the network, which one client has as a whole."""
    host = scope["client"][0] if scope.get("client") else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    return str(address) if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))
