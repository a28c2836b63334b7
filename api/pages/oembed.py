"""oEmbed: from the address of one of our pages to what another site may show of it."""

import html
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pydantic import Field, ValidationError

from api.graphs import Graphs
from api.pages.asked import AskedExplorer, address
from api.pages.embedded import AskedEmbed
from api.pages.explorer import read_explorer
from api.pages.kept import KeptAnswers
from api.pages.offered import FRAME_HEIGHT, embed_path, frame_html
from api.pages.shown import kept_answer, question_words
from api.parameters import AskedRecord, Text, read_known_at, read_number
from graphdb.errors import BadParameter, DataReachError

__all__ = ["AskedOembed", "FormatNotOffered", "NoSuchPage", "oembed"]

_WIDTH, _CARD_WIDTH, _CARD_HEIGHT = 800, 1_200, 630


class FormatNotOffered(DataReachError):
    """A format in which an address does not answer."""

    code = "format_not_offered"


class NoSuchPage(DataReachError):
    """An address that is none of our pages."""

    code = "no_such_address"


class AskedOembed(AskedRecord):
    """What a site asks that wants to embed."""

    url: str = Field(max_length=4000, description="The address of the page.")
    format: Text = Field(default="json", description="json.")
    maxwidth: Text | None = Field(default=None, description="The greatest width, in pixels.")
    maxheight: Text | None = Field(default=None, description="The greatest height, in pixels.")


def oembed(asked: AskedOembed, graphs: Graphs, kept: KeptAnswers, base: str) -> dict[str, Any]:
    """The offer for a page.

    Raises:
        FormatNotOffered: any format but JSON.
        NoSuchPage: the address is not of the explorer or an embed of this site.
        UnknownId, UnknownRelease, BadParameter: the page itself could not be shown.
    """
    if asked.format != "json":
        raise FormatNotOffered(f"oEmbed is not offered as {asked.format!r}.", "Ask for format=json.")
    view, page = _page(asked.url, base)
    graph = graphs.get(page.known_at or read_known_at(asked))
    answer = kept_answer(graph, kept, page.target, page)
    shown = read_explorer(graph, page, answer)
    pinned = page.model_copy(update={"known_at": graph.name[:12], "as_of": answer.parameters.filters.as_of.isoformat()})
    title, width = question_words(shown), _within(asked.maxwidth, _WIDTH, "maxwidth")
    height = _within(asked.maxheight, FRAME_HEIGHT, "maxheight")
    frame = frame_html(base + embed_path(pinned, view), title, height, width=str(width))
    offer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "datareach",
        "provider_url": f"{base}/",
        "author_name": "datareach",
        "cache_age": 86_400,
        "width": width,
        "height": height,
        "html": f'{frame}<blockquote><p>{html.escape(shown.sentence)}</p><p><a href="{html.escape(asked.url)}">'
        f"{html.escape(title)}</a></p></blockquote>",
    }
    return offer | _thumbnail(asked, pinned, base)


def _page(url: str, base: str) -> tuple[str, AskedExplorer]:
    """The view and the query of one of our addresses."""
    ours, parts = urlsplit(base), urlsplit(url)
    path = parts.path or "/"
    view = path.removeprefix("/embed/") if path.startswith("/embed/") else "story"
    if (parts.scheme, parts.netloc) != (ours.scheme, ours.netloc) or not (path == "/" or path.startswith("/embed/")):
        raise NoSuchPage("This address is no page that can be embedded.", "Give the address of the explorer.")
    given = parse_qs(parts.query, keep_blank_values=False)
    kind = AskedExplorer if path == "/" else AskedEmbed
    lists = {name for name, field in kind.model_fields.items() if field.default_factory is not None}
    try:
        read = kind.model_validate({name: one if name in lists else one[-1] for name, one in given.items()})
    except ValidationError as reason:
        names = ", ".join(str(one["loc"][0]) for one in reason.errors() if one["loc"])
        raise BadParameter(f"The address has parameters that cannot be read: {names}.", "Copy it anew.") from reason
    own = AskedExplorer(**{name: getattr(read, name) for name in AskedExplorer.model_fields})
    named = read.v if isinstance(read, AskedEmbed) else None
    return view, own.model_copy(update={"known_at": named}) if named else own


def _within(text: str | None, usual: int, name: str) -> int:
    return usual if text is None else max(1, min(usual, read_number(text, name)))


def _thumbnail(asked: AskedOembed, pinned: AskedExplorer, base: str) -> dict[str, Any]:
    fits = all(
        text is None or read_number(text, name) >= size
        for text, size, name in (
            (asked.maxwidth, _CARD_WIDTH, "maxwidth"),
            (asked.maxheight, _CARD_HEIGHT, "maxheight"),
        )
    )
    if not fits:
        return {}  # a thumbnail may be no larger than asked for
    return {
        "thumbnail_url": base + address("/picture/card.png", pinned),
        "thumbnail_width": _CARD_WIDTH,
        "thumbnail_height": _CARD_HEIGHT,
    }
