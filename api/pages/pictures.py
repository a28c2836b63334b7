"""Scenes of answers, kept by release and query, and the pictures that are drawn from them."""

from collections.abc import Callable

from api.pages.asked import AskedExplorer, address
from api.pages.kept import KeptAnswers
from api.parameters import AskedRows, split_words, today
from graphdb.graph import Graph
from graphdb.questions.reach import ReachAnswer
from viz import png, scene, svg
from viz.model import Scene, Variant
from viz.paint import Theme

__all__ = ["PICTURES", "page_map", "picture", "scene_of"]

PICTURES = {
    "map.svg": "image/svg+xml",
    "map.png": "image/png",
    "story.svg": "image/svg+xml",
    "story.png": "image/png",
    "ladder.svg": "image/svg+xml",
    "ladder.png": "image/png",
    "card.png": "image/png",
}
"""The pictures of an answer and their media types."""

_WIDTHS = {"map": 1_600, "story": 1_200, "ladder": 780, "card": 1_200}


def query_key(asked: AskedRows) -> str:
    """The query as a key, without the release, which a key names itself."""
    return asked.model_dump_json(exclude={"known_at", "view", "sector"})


def scene_of(
    graph: Graph,
    kept: KeptAnswers,
    answer: ReachAnswer,
    asked: AskedExplorer,
    variant: str = "map",
    *,
    pinned: bool = True,
) -> Scene:
    """The scene of an answer. ``pinned``: with what the query pins. Raises BadParameter and PictureFailed."""
    origins = {row.origin.id for row in answer.datasets + answer.organizations}
    origin = asked.origin if pinned and asked.flow is None and asked.origin in origins else None
    flow = asked.flow if pinned and _drawn(answer, asked.flow) else None
    opened = frozenset(split_words(asked.open))
    key = ("scene", graph.name, today(), query_key(asked), variant, origin, flow)
    own = address("", asked.model_copy(update={"view": None, "known_at": graph.name[:12]}))
    return kept.get(
        key,
        lambda: scene.draw(
            graph, answer, variant=Variant(variant), pinned=origin, flow=flow, opened=opened, address=f"/{own}"
        ),
    )


def _drawn(answer: ReachAnswer, flow: str | None) -> bool:
    rows = answer.datasets + answer.organizations
    return flow is not None and any(hop.flow == flow for row in rows for hop in row.route.hops)


def page_map(drawn: Scene, link: Callable[[str, str], str]) -> str:
    """The map for a page, with links."""
    return svg.map_svg(drawn, prefix="map", theme="page", link=link)


def picture(
    name: str, graph: Graph, kept: KeptAnswers, answer: ReachAnswer, asked: AskedExplorer, *, theme: Theme = "light"
) -> bytes:
    """A picture as a file. ``name`` is one of ``PICTURES``. Raises PictureFailed."""
    kind, _, suffix = name.rpartition(".")
    drawn = scene_of(graph, kept, answer, asked, "story" if kind == "story" else "map")
    writers = {"map": svg.map_svg, "story": svg.story_svg, "ladder": svg.ladder_svg, "card": svg.card_svg}

    def written() -> str:
        return writers[kind](drawn, prefix="datareach", theme=theme)

    if suffix == "svg":
        return written().encode()
    key = ("png", graph.name, today(), query_key(asked), name, theme)
    return kept.get(key, lambda: png.png(written(), width=_WIDTHS[kind]))
