"""The pictures of an answer as formats: map, story, ladder and card as SVG, PNG, one offline HTML file, and the scene that all
of them are written from."""

from api.formats import Answered, Format
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.route import RouteAnswer
from viz.model import Scene
from viz.scene import draw

__all__ = ["MAP_PNG", "MAP_SVG", "PICTURE_NAMES", "picture"]

_PNG_WIDTH = 1600
_QUESTIONS = frozenset({"reach", "route"})

PICTURE_NAMES = ("svg", "story", "ladder", "card", "png", "html", "scene")
"""The pictures by name. ``png`` is of the map; of another picture where one is asked for (``picture``)."""


def picture(scene: Scene, name: str, *, theme: str = "light", of: str = "svg", width: int = _PNG_WIDTH) -> bytes:
    """A picture of a scene as the bytes of a file. ``name``: one of ``PICTURE_NAMES``. ``of``: of which SVG a PNG is made,
    ``width`` pixels wide.

    Raises:
        KeyError: there is no such picture.
        PictureFailed: a program or font that it needs is missing.
    """
    if name == "scene":
        return (scene.model_dump_json() + "\n").encode()
    if name == "html":
        from viz.pyvis_page import export_page  # noqa: PLC0415 - pyvis is slow to import

        return export_page(scene).encode()
    if name == "png":
        from viz.png import png  # noqa: PLC0415 - its libraries are only needed here

        return png(picture(scene, of, theme=theme).decode(), width=width)
    from viz.svg import card_svg, ladder_svg, map_svg  # noqa: PLC0415 - as the others

    write = {"svg": map_svg, "story": map_svg, "ladder": ladder_svg, "card": card_svg}[name]
    return write(scene, prefix=f"datareach-{name}", theme="dark" if theme == "dark" else "light").encode()


def _write(answered: Answered, name: str) -> bytes:
    answer = answered.answer
    if not isinstance(answer, ReachAnswer | RouteAnswer):
        raise TypeError(f"There is no picture of an answer to {answered.question}.")
    return picture(draw(answered.graph, answer, address=f"{answered.host}{answered.address}"), name)


MAP_SVG = Format("svg", "image/svg+xml", "Map of the flows, SVG", lambda answered: _write(answered, "svg"), _QUESTIONS)
MAP_PNG = Format("png", "image/png", "Map of the flows, PNG", lambda answered: _write(answered, "png"), _QUESTIONS)
