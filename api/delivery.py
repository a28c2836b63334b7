"""From an answer to what goes over the wire: its format, its tag, how long it may be kept, and the addresses beside it."""

import datetime
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime
from functools import cache
from importlib import metadata
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from api.addresses import PREFIX, path_of, query_of
from api.every_question import EVERY_QUESTION
from api.formats import Answered, Format
from api.formats.registry import formats_of
from api.graphs import Known
from api.layers.context import context_of
from api.negotiation import choose_format, split_suffix
from api.parameters import AskedRecord, today
from api.parts import Parts
from api.service_settings import ServiceSettings
from api.work import Work
from graphdb.graph import Graph

__all__ = ["PREFIX", "Delivery", "DeliveryOf", "Told"]

_WEEK = 7 * 24 * 3600
"""How long a cache may give an answer whose address names its release and its day. The facts in it never change; its words
may become better with the next version of datareach, so that it is not for ever."""

_LONGEST_QUERY = 500
"""A longer query is not repeated for every format: header lines have limits too."""

Resolve = Callable[[Graph, str], str]
Make = Callable[[Known, tuple[str, ...]], "Told"]


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: the answer inside (none where there is only the public form), and the public form. One with a ``next``
    is a page, and that the address of the next one."""

    answer: Any
    public: BaseModel


class Delivery:
    """Answers one request."""

    def __init__(self, request: Request) -> None:
        state = request.app.state
        self._request = request
        self._parts: Parts = state.parts
        self._work: Work = state.work
        self._settings: ServiceSettings = state.settings

    async def question(self, name: str, ids: tuple[str, ...], asked: AskedRecord) -> Response:
        """The answer to a question about places, or a redirect to the address with the current ids."""
        question = EVERY_QUESTION[name]

        def make(known: Known, current: tuple[str, ...]) -> Told:
            answer = question.answered(known.graph, current, asked)
            return Told(answer, question.public(known.graph, answer, asked))

        return await self.told(name, ids, asked, make, graph=True)

    async def told(
        self,
        name: str,
        ids: tuple[str, ...],
        asked: AskedRecord,
        make: Make,
        *,
        resolve: Resolve = Graph.resolve,
        graph: bool = False,
    ) -> Response:
        """What ``make`` tells of a release. ``graph``: whether it is an answer that every format can write."""
        ids, suffix = self._suffix(ids)
        format_ = choose_format(_formats(name, ids, graph=graph), suffix, self._request.headers.get("accept"))
        url = self._request.url

        def work() -> Response:
            known = self._parts.known(name, ids, asked)
            current = tuple(resolve(known.graph, id_) for id_ in ids)
            if current != ids:
                return self._moved(ids, current, suffix)
            return self._written(_Page(name, current, asked, known, format_, graph), make(known, current), suffix)

        response = await self._work.run((url.path, url.query, format_.suffix), work)
        context = context_of(self._request.scope)
        context.keep = response.status_code == 200
        context.current = response.headers.get("datareach-release") if asked.known_at is None else None
        return _copied(response)

    def _suffix(self, ids: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
        """The ids without the suffix of the last one; an address without ids has it on its last word."""
        if ids:
            last, suffix = split_suffix(ids[-1])
            return (*ids[:-1], last), suffix
        return (), split_suffix(self._request.url.path.rpartition("/")[2])[1]

    def _moved(self, asked: tuple[str, ...], current: tuple[str, ...], suffix: str | None) -> Response:
        """A redirect to the address with the current ids, the suffix and the query kept."""
        url = self._request.url
        first = url.path.rsplit("/", len(asked))[0]
        path = "/".join([first, *(quote(id_, safe="") for id_ in current)]) + (f".{suffix}" if suffix else "")
        return RedirectResponse(f"{path}?{url.query}" if url.query else path, status_code=308)

    def _written(self, page: "_Page", told: Told, suffix: str | None) -> Response:
        answered = Answered(
            page.known.graph,
            page.name,
            told.answer,
            told.public,
            page.canonical,
            published=page.known.info.published,
            host=self._settings.public_address,
        )
        body = page.format.write(answered)
        headers = {
            "ETag": page.tag,
            "Cache-Control": self._freshness(page),
            "Last-Modified": format_datetime(page.modified, usegmt=True),
            "Link": ", ".join(page.links(getattr(told.public, "next", None))),
            "Vary": "Accept",
            "Datareach-Release": page.known.graph.name,
        }
        if page.format.suffix != "json":
            headers["Content-Disposition"] = f'inline; filename="{page.file_name}"'
        if suffix is not None:
            del headers["Vary"]
        media = page.format.media_type
        return Response(body, 200, headers, f"{media}; charset=utf-8" if media.startswith("text/") else media)

    def _freshness(self, page: "_Page") -> str:
        return (
            f"public, max-age={_WEEK}, immutable" if page.pinned else f"public, max-age={self._settings.fresh_seconds}"
        )


@dataclass(frozen=True, slots=True)
class _Page:
    """One answer, as an address."""

    name: str
    ids: tuple[str, ...]
    asked: AskedRecord
    known: Known
    format: Format
    graph: bool

    @property
    def pinned(self) -> bool:
        """Whether the address names the release and the day, so that it always answers the same."""
        return self.asked.known_at == self.known.info.name and getattr(self.asked, "as_of", "") is not None

    @property
    def query(self) -> str:
        """What was asked, with the release and the day."""
        return query_of(self.asked, self.known.info.name)

    @property
    def path(self) -> str:
        """The path without a suffix."""
        return path_of(self.name, self.ids)

    @property
    def canonical(self) -> str:
        """The address that always gives this answer."""
        return f"{self.path}?{self.query}"

    @property
    def tag(self) -> str:
        """A strong tag. The answer is a function of the release, the question and the day, and of the version."""
        what = [_version(), self.canonical, self.asked.known_at, self.format.suffix]
        return f'"{hashlib.sha256(json.dumps(what).encode()).hexdigest()[:32]}"'

    @property
    def modified(self) -> datetime.datetime:
        """When the release was published or, where the day asked about is today, when that began."""
        published = self.known.info.published.astimezone(datetime.UTC)
        if getattr(self.asked, "as_of", "") is not None:
            return published
        midnight = datetime.datetime.combine(today(), datetime.time()).astimezone(datetime.UTC)
        return max(published, midnight)

    @property
    def file_name(self) -> str:
        """What a browser calls the file."""
        return f"{'-'.join([self.name, *self.ids])}.{self.format.extension or self.format.suffix}"

    def links(self, following: str | None) -> list[str]:
        """The addresses beside it, as the header ``Link`` has them."""
        query = self.query
        links = [f'<{self.path}?{query}>; rel="canonical"']
        if following is not None:
            links.append(f'<{following}>; rel="next"')
        if len(query) <= _LONGEST_QUERY:
            links += [
                f'<{self.path}.{one.suffix}?{query}>; rel="alternate"; type="{one.media_type.partition(";")[0]}"'
                for one in _formats(self.name, self.ids, graph=self.graph)
                if one is not self.format
            ]
        return [*links, '</openapi.json>; rel="service-desc"']


def _formats(name: str, ids: tuple[str, ...], *, graph: bool) -> tuple[Format, ...]:
    """The formats of what an address gives; one record has others than a list of them."""
    return formats_of(f"{name}/id" if ids and not graph else name, graph=graph)


def _copied(response: Response) -> Response:
    """Each request has a response of its own: several may wait for the same answer."""
    copied = Response(response.body, response.status_code)
    copied.raw_headers = list(response.raw_headers)
    return copied


@cache
def _version() -> str:
    try:
        return metadata.version("datareach")
    except metadata.PackageNotFoundError:
        return "checkout"


DeliveryOf = Annotated[Delivery, Depends(Delivery)]
