"""A Scene as a pyvis Network, and that as one HTML file that needs nothing else: the picture to keep, to send and to open
offline. pyvis builds the Network and renders it; layout and template are ours, so that nothing is loaded from elsewhere and no
text of the data becomes HTML. This is the only module that imports pyvis, and only when it draws: pyvis loads IPython.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from graphdb.errors import PictureFailed
from graphdb.texts import visible
from viz.colours import LIGHT
from viz.model import Arrow, Box, BoxKind, LineState, Scene
from viz.svg import map_svg

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["STRETCH", "export_page", "to_pyvis"]

STRETCH = 1.1
"""How much higher than in the SVG everything stands: vis-network wraps some labels a line further."""

_SCRIPT = "lib/vis-9.1.2/vis-network.min.js"
_DASHES = {LineState.blocked: [7, 3, 1.5, 3], LineState.planned: [5, 4], LineState.unconfirmed: [1.5, 3.5]}
_WIDTHS = {LineState.blocked: 1.6, LineState.ended: 1.0, LineState.unconfirmed: 1.5}
_MARGIN = 6

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "zoomView": False,
        "hover": True,
        "tooltipDelay": 120,
        "keyboard": False,
        "hideEdgesOnDrag": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
    },
    "nodes": {
        "font": {"face": "Arial, Liberation Sans, Helvetica, sans-serif", "align": "left", "color": LIGHT.ink},
        "margin": _MARGIN,
        "chosen": False,
        "fixed": True,
        "physics": False,
    },
    "groups": {"bend": {"shape": "dot", "size": 0.01, "color": "rgba(0,0,0,0)"}},
    "edges": {
        "smooth": {"type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5},
        "selectionWidth": 1.5,
        "hoverWidth": 0.7,
        "color": {"color": LIGHT.arrow, "hover": LIGHT.ink, "highlight": LIGHT.focus},
        "width": 1.3,
    },
}


def to_pyvis(scene: Scene) -> Network:
    """The scene as a Network, for notebooks and for ``export_page``.

    Nodes whose id begins with ``~`` are bends of arrows, hidden; every piece of an arrow carries ``arrow`` (its id in the
    scene) and ``flow`` (ids, with spaces between).
    """
    from pyvis.network import Network  # noqa: PLC0415 - it loads IPython

    network = Network(directed=True, cdn_resources="in_line")
    network.options = _options(scene)
    for box in scene.boxes:
        network.add_node(box.id, **_node(box))
    for arrow in scene.arrows:
        _add_arrow(network, arrow)
    return network


def export_page(scene: Scene, *, title: str | None = None) -> str:
    """One HTML file: the picture on a canvas, the same as SVG for print and without scripts, the ladder for phones, every
    flow and source of the answer as text. ``title``: of the page, instead of the scene's.

    Raises:
        PictureFailed: the script inside pyvis is not what we know it to be.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only needed here
    from markupsafe import Markup  # noqa: PLC0415

    network = to_pyvis(scene)
    environment = Environment(
        loader=PackageLoader("viz"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
    environment.filters |= {"visible": visible, "untitled": _untitled}
    environment.globals |= {
        "scene": scene,
        "page_title": title or scene.title,
        "stretch": STRETCH,
        "choices": _options(scene),
        "evidence": _evidence(scene),
        "vis_script": Markup(_script()),  # noqa: S704 - from the pyvis package, checked to hold no end of a script
        "static_svg": Markup(map_svg(scene, prefix="static")),  # noqa: S704 - our own, with every text escaped
        "colour": LIGHT.sector,
        "numbers": {reference.id: at for at, reference in enumerate(scene.references, start=1)},
    }
    network.templateEnv = environment
    network.path = "export.html"
    page: str = network.generate_html()
    return page


def _options(scene: Scene) -> dict[str, Any]:
    return _OPTIONS | {"nodes": _OPTIONS["nodes"] | {"font": _OPTIONS["nodes"]["font"] | {"size": scene.type_size}}}


def _node(box: Box) -> dict[str, Any]:
    target, organization = box.kind == BoxKind.target, box.kind in (BoxKind.organization, BoxKind.organizations)
    border = LIGHT.outline if target or organization or box.sector is None else LIGHT.sector(box.sector)
    node: dict[str, Any] = {
        "label": visible("\n".join(box.lines)) if len(box.lines) < 2 else "\n".join(map(visible, box.lines)),
        "title": "\n".join(map(visible, box.tooltip)),
        "shape": "box",
        "x": round(box.x + box.width / 2, 1),
        "y": round((box.y + box.height / 2) * STRETCH, 1),
        "widthConstraint": box.width,
        "heightConstraint": {"minimum": round(box.height - 2 * _MARGIN, 1)},
        "borderWidth": 2.5 if box.pinned else 2,
        "shapeProperties": {"borderRadius": 10 if organization else 3},
        "color": {"background": LIGHT.pinned if box.pinned else LIGHT.box, "border": border},
        "record": box.record or "",
    }
    if target:
        node["color"] = {"background": LIGHT.target, "border": LIGHT.target}
        node["font"] = {"color": LIGHT.target_text}
    return node


def _add_arrow(network: Network, arrow: Arrow) -> None:
    names = []
    for at, (x, y) in enumerate(arrow.points):
        names.append(f"~{arrow.id}_{at}")
        network.add_node(names[-1], label=" ", shape="dot", group="bend", x=x, y=round(y * STRETCH, 1))
    last = len(names) - 2
    for at, (tail, head) in enumerate(pairwise(names)):
        piece: dict[str, Any] = {
            "arrow": arrow.id,
            "flow": " ".join(arrow.flows),
            "title": "\n".join(map(visible, arrow.tooltip)),
        } | _line(arrow)
        arrows: dict[str, Any] = {}
        if at == last and arrow.flows:
            arrows["to"] = {"enabled": True, "type": "triangle" if arrow.leaves_copy else "vee", "scaleFactor": 0.55}
        if at == 0 and arrow.state == LineState.ended:
            arrows["from"] = {"enabled": True, "type": "bar", "scaleFactor": 0.5}
        network.add_edge(tail, head, arrows=arrows or "", **piece)


def _line(arrow: Arrow) -> dict[str, Any]:
    """How the line differs from the common one."""
    line: dict[str, Any] = {}
    if arrow.state in _DASHES:
        line["dashes"] = _DASHES[arrow.state]
    if arrow.traced or arrow.state in _WIDTHS:
        line["width"] = 3 if arrow.traced else _WIDTHS[arrow.state]
    colour = LIGHT.line(arrow.state)
    if colour != LIGHT.arrow:
        line["color"] = {"color": colour, "hover": LIGHT.ink, "highlight": LIGHT.focus}
    return line


def _untitled(things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Nodes or edges without their titles: in the page they are told once, by ``_evidence``."""
    return [{key: value for key, value in thing.items() if key != "title"} for thing in things]


def _evidence(scene: Scene) -> dict[str, dict[str, Any]]:
    """What the page says of a box or an arrow, by its id: ``tip``, the lines of its tooltip, of which the panel shows the
    first ``shown``; ``more`` lines for the panel; ``row``, of the list of origins; ``sources``, their numbers in the list."""
    rows = {row.flow: row for row in scene.flows}
    numbers = {reference.id: at for at, reference in enumerate(scene.references, start=1)}
    row_of = {row.origin: at for at, row in enumerate(scene.rows, start=1)}
    told: dict[str, dict[str, Any]] = {}
    for box in scene.boxes:
        told[box.id] = {"tip": [*map(visible, box.tooltip)], "row": row_of.get(box.record or "", 0)}
    for arrow in scene.arrows:
        more = []
        for row in (rows[flow] for flow in arrow.flows):
            more += [f"{row.source_name} → {row.target_name}: {row.state_words}"] if len(arrow.flows) > 1 else []
            more += [f"Quote: “{row.quote}”"] if row.quote else []
            more += [f"Disputed or qualified: {words}" for words in row.disputes_told]
        told[arrow.id] = {
            "tip": [*map(visible, arrow.tooltip)],
            "shown": 2 if len(arrow.flows) > 1 else len(arrow.tooltip) - 1,
            "more": [*map(visible, more)],
            "sources": sorted({numbers[id_] for flow in arrow.flows for id_ in rows[flow].sources}),
        }
    return told


@cache
def _script() -> str:
    script = files("pyvis").joinpath(_SCRIPT).read_text("utf-8")
    if "</script" in script.lower() or "<!--" in script:
        raise PictureFailed("The script of vis-network inside pyvis is not the one we know.", "Install pyvis 0.3.2.")
    return script
