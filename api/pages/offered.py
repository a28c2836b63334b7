"""The three ways to put a view into an article, as text to copy: an address, a frame, an image."""

import html
from typing import Any

from api.pages.asked import AskedExplorer, address
from api.pages.frame import static_address
from graphdb.graph import Graph

__all__ = ["FRAME_HEIGHT", "frame_html", "offered"]

FRAME_HEIGHT = 620
"""The height that a frame has where no script listens: the start of the answer, cut at no odd place."""


def offered(graph: Graph, asked: AskedExplorer, shown: dict[str, Any], base: str) -> dict[str, Any]:
    """What the page of the three ways shows. ``shown``: the content of the explorer for the same query."""
    day = shown["page"].answer.parameters.filters.as_of
    pinned = asked.model_copy(update={"known_at": graph.name[:12], "as_of": day.isoformat()})
    path = embed_path(pinned)
    alt = shown["scene"].alt
    return {
        "question": shown["question"],
        "sentence": shown["page"].sentence,
        "release": graph.name,
        "day": day,
        "back": address("/", asked),
        "page_address": base + address("/", pinned),
        "embed_path": path,
        "iframe": frame_html(base + path, shown["question"], FRAME_HEIGHT)
        + f'\n<script src="{base}{static_address("loader.js")}"></script>',
        "image": _image(base, pinned, alt),
        "files": [
            (label, address(f"/picture/{name}", pinned))
            for label, name in (
                ("Map, PNG", "map.png"),
                ("Map, SVG", "map.svg"),
                ("Story map, PNG", "story.png"),
                ("Phone ladder, PNG", "ladder.png"),
                ("Social card, PNG", "card.png"),
            )
        ],
    }


def embed_path(pinned: AskedExplorer, view: str = "story") -> str:
    """The path and query of the embed of a view that names its release. The story is what an article has room for."""
    own = address("", pinned.model_copy(update={"known_at": None, "view": None}))
    return f"/embed/{view}{own}{'&' if own else '?'}v={pinned.known_at}"


def frame_html(address_: str, title: str, height: int, width: str = "100%") -> str:
    """The frame as HTML."""
    return (
        f'<iframe src="{html.escape(address_)}" title="{html.escape(title)}" width="{width}" height="{height}" '
        'style="border:0;width:0;min-width:100%" loading="lazy"></iframe>'
    )


def _image(base: str, pinned: AskedExplorer, alt: str) -> str:
    own = pinned.model_copy(update={"view": None})
    page, story, ladder = (
        html.escape(base + address(path, own)) for path in ("/", "/picture/story.png", "/picture/ladder.png")
    )
    return (
        f'<a href="{page}"><picture>\n<source media="(max-width: 599px)" srcset="{ladder}">\n'
        f'<img src="{story}" alt="{html.escape(alt)}" style="max-width:100%;height:auto">\n</picture></a>'
    )
