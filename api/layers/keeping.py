"""Answers that were written are kept and given again, and a client that has one is told so (304).

What is kept is whole: status, headers, body, as it left the compression. It is found by everything that it can depend on:
the current release, the day, the path and query, and the headers by which a format and a compression are chosen.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.layers.context import Context, context_of
from api.parameters import today

__all__ = ["Keeping", "Kept", "same_tag"]

_LARGEST_PART = 8
"""One answer may fill an eighth of the room."""

_OF_A_BODY = ("content-length", "content-type", "content-encoding", "content-disposition")

_ENCODINGS = ("zstd", "br", "gzip")

CurrentRelease = Callable[[], Awaitable[str | None]]
"""Gives the name of the current release; nothing where the store does not say."""

_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    route: str


class Kept:
    """The answers that were given last, up to so many bytes."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[_Key, _Answer] = OrderedDict()

    def get(self, key: _Key) -> _Answer | None:
        """The answer with this key."""
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def takes(self, size: int) -> bool:
        """Whether there is room for a body of this size."""
        return size * _LARGEST_PART <= self._most

    def put(self, key: _Key, answer: _Answer) -> None:
        """Keep an answer; those that were not given for the longest time go."""
        earlier = self._answers.pop(key, None)
        self._bytes += len(answer.body) - (len(earlier.body) if earlier else 0)
        self._answers[key] = answer
        while self._bytes > self._most or len(self._answers) > 10_000:
            _, gone = self._answers.popitem(last=False)
            self._bytes -= len(gone.body)


class Keeping:
    """Gives what is kept, keeps what may be kept, and answers 304 where the client has it."""

    def __init__(self, app: ASGIApp, kept: Kept, current: CurrentRelease) -> None:
        self._app = app
        self._kept = kept
        self._current = current

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        asked, context = Headers(scope=scope), context_of(scope)
        release = await self._current()
        key = (
            release,
            today().toordinal(),
            scope["path"],
            scope["query_string"],
            asked.get("accept"),
            asked.get("accept-encoding"),
        )
        kept = self._kept.get(key)
        if kept is None:
            await self._app(scope, receive, _Sending(asked, context, send, self._keeper(key, release, context)).send)
            return
        context.kept, context.route = True, kept.route
        sending = _Sending(asked, context, send, None)
        await sending.send({"type": "http.response.start", "status": kept.status, "headers": list(kept.headers)})
        await sending.send({"type": "http.response.body", "body": kept.body})

    def _keeper(self, key: _Key, release: str | None, context: Context) -> "_Keeper":
        def keep(message: Message, body: bytes | None) -> bool:
            """Whether the answer that begins so is kept; with its body, it is."""
            wanted = context.keep and context.current in (None, release) and message["status"] == 200
            if body is None or not wanted:
                return wanted
            if self._kept.takes(len(body)):
                self._kept.put(key, _Answer(200, tuple(message["headers"]), body, context.route))
            return True

        return keep


_Keeper = Callable[[Message, bytes | None], bool]


class _Sending:
    """Sends an answer on: with the tag of what is really sent, as 304 where the client has it, and to the keeper."""

    def __init__(self, asked: Headers, context: Context, send: Send, keeper: _Keeper | None) -> None:
        self._asked = asked
        self._context = context
        self._send = send
        self._keeper = keeper
        self._start: Message | None = None
        self._body = bytearray()
        self._spared = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif message["type"] == "http.response.body":
            await self._go_on(message)
        else:
            await self._send(message)

    async def _begin(self, message: Message) -> None:
        headers = MutableHeaders(raw=list(message["headers"]))
        if self._keeper is not None:
            _mark_encoding(headers)
            message = {**message, "headers": headers.raw}
            if self._keeper(message, None):
                self._start = {**message, "headers": list(headers.raw)}  # further out, headers of this client are added
        self._spared = message["status"] == 200 and _has_it(self._asked, headers)
        if self._spared:
            bare = MutableHeaders(raw=list(headers.raw))
            for name in _OF_A_BODY:
                del bare[name]
            message = {**message, "status": 304, "headers": bare.raw}
        await self._send(message)

    async def _go_on(self, message: Message) -> None:
        more = message.get("more_body", False)
        if self._start is not None and self._keeper is not None:
            self._body += message.get("body", b"")
            if not more:
                self._keeper(self._start, bytes(self._body))
        await self._send({**message, "body": b""} if self._spared else message)


def _mark_encoding(headers: MutableHeaders) -> None:
    """A strong tag names bytes: those that are compressed have one of their own."""
    tag, encoding = headers.get("etag"), headers.get("content-encoding")
    if tag and encoding in _ENCODINGS and tag.endswith('"'):
        headers["etag"] = f'{tag[:-1]}-{encoding}"'


def _has_it(asked: Headers, headers: Headers) -> bool:
    """Whether the client has this answer: by its tag or, where it names none, by the date."""
    named, tag = asked.get("if-none-match"), headers.get("etag")
    if named is not None:
        return tag is not None and same_tag(named, tag)
    since, modified = asked.get("if-modified-since"), headers.get("last-modified")
    if since is None or modified is None:
        return False
    then, now = _moment(since), _moment(modified)
    return then is not None and now is not None and now <= then


def same_tag(named: str, tag: str) -> bool:
    """Whether one of the tags in ``If-None-Match`` is the tag (weak comparison, RFC 9110)."""
    return named.strip() == "*" or any(one.strip().removeprefix("W/") == tag for one in named.split(","))


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
