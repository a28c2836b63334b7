"""A Scene as SVG: the map, and the frame of words that every picture carries. Literal colours, no script, no outside
reference; for a page the same with classes, links and tooltips. The ladder and the card have modules of their own."""

from collections.abc import Callable

from viz.card import card_svg
from viz.ladder import ladder_svg
from viz.lettering import text_width
from viz.lines import arrow_marks, number
from viz.model import Arrow, Box, BoxKind, LineState, Scene, Variant
from viz.paint import Paint, Theme, text
from viz.words import Written, legend_rows, opening, paragraph

__all__ = ["Link", "card_svg", "ladder_svg", "map_svg", "story_svg"]

Link = Callable[[str, str], str]
"""From a kind ("box", "group" or "flow") and an id to the address that the reader goes to."""

_MARGIN = 16.0
_LEAST_WIDTH = 720.0


def map_svg(scene: Scene, *, prefix: str, theme: Theme = "light", link: Link | None = None) -> str:
    """The map as a picture by itself: title, map, legend, notes, credit. For a page (``theme`` "page") only the map: the
    page has the words. ``prefix``: begins every id in the picture; letters, digits and hyphens."""
    if theme == "page":
        return _page_map(scene, prefix, link)
    paint = Paint(theme)
    width = max(_LEAST_WIDTH, scene.width + 2 * _MARGIN)
    inner = width - 2 * _MARGIN
    head = Written(paint, _MARGIN, _MARGIN)
    paragraph(head, scene.title, inner, size=25, bold=True)
    paragraph(head, scene.subtitle, inner, size=15, colour="muted")
    top = head.y + 14
    foot = Written(paint, _MARGIN, top + scene.height + 22)
    legend_rows(foot, scene, inner)
    for note in scene.notes:
        paragraph(foot, note, inner, size=12.5)
    paragraph(foot, scene.credit.words, inner, size=11.5, colour="muted")
    height = foot.y + _MARGIN - 6
    move = f"translate({number((width - scene.width) / 2)} {number(top)})"
    drawing = f'<g transform="{move}">{_drawing(scene, paint, link, prefix)}</g>'
    page = f'<rect width="{number(width)}" height="{number(height)}"{paint("page")}/>'
    return opening(scene, prefix, width, height) + page + head.text() + drawing + foot.text() + "</svg>\n"


def story_svg(scene: Scene, *, prefix: str, theme: Theme = "light") -> str:
    """The map of an article. Raises ValueError for a scene of another variant."""
    if scene.variant != Variant.story:
        raise ValueError("A story is drawn from a scene of the variant story.")
    return map_svg(scene, prefix=prefix, theme=theme)


def _page_map(scene: Scene, prefix: str, link: Link | None) -> str:
    room = 4.0
    width, height = scene.width + 2 * room, scene.height + 2 * room
    drawing = _drawing(scene, Paint("page"), link, prefix)
    return (
        opening(scene, prefix, width, height, links=link is not None)
        + f'<g transform="translate({number(room)} {number(room)})">{drawing}</g></svg>\n'
    )


def _drawing(scene: Scene, paint: Paint, link: Link | None, prefix: str) -> str:
    """Frame, arrows and boxes: ended flows first, blocked ones on top, boxes above all."""
    order = {LineState.ended: 0, LineState.blocked: 2}
    arrows = sorted(scene.arrows, key=lambda arrow: (arrow.traced, order.get(arrow.state, 1)))
    traced = any(arrow.traced for arrow in scene.arrows)
    ends = {end for arrow in scene.arrows if arrow.traced for end in (arrow.source, arrow.target)}
    parts = []
    dim = paint("dim")
    if scene.frame:
        frame = scene.frame
        parts.append(
            f'<g{dim if traced else ""}><rect x="{number(frame.x)}" y="{number(frame.y)}" width="{number(frame.width)}" '
            f'height="{number(frame.height)}" rx="3"{paint("frame")}/>'
            f'<text x="{number(frame.x + 10)}" y="{number(frame.y + 18)}" font-size="{number(scene.type_size + 1)}" '
            f'font-weight="bold"{paint("ink")}>{text(frame.name)}</text></g>'
        )
    for arrow in arrows:
        marks = _arrow(arrow, paint, link, prefix)
        parts.append(f"<g{dim}>{marks}</g>" if traced and not arrow.traced else marks)
    for box in scene.boxes:
        drawn = _box(box, scene.type_size, paint, link, prefix)
        parts.append(f"<g{dim}>{drawn}</g>" if traced and box.id not in ends and not box.pinned else drawn)
    parts += [_steps(arrow, paint) for arrow in arrows if arrow.steps]
    parts += [_count(arrow, paint, scene.type_size) for arrow in arrows if arrow.count > 1 and arrow.traced >= traced]
    return "\n".join(parts)


def _arrow(arrow: Arrow, paint: Paint, link: Link | None, prefix: str) -> str:
    marks = arrow_marks(paint, arrow)
    told = f"<title>{text(chr(10).join(arrow.tooltip))}</title>"
    if paint.theme != "page":
        return f'<g id="{prefix}-{arrow.id}">{marks}</g>'
    group = f'<g id="{prefix}-{arrow.id}" class="dr-arrow" data-flows="{text(" ".join(arrow.flows))}">{told}{marks}</g>'
    if link is None or not arrow.flows:
        return group
    return f'<a href="{text(link("flow", arrow.flows[0]))}" tabindex="-1" aria-hidden="true">{group}</a>'


def _box(box: Box, size: float, paint: Paint, link: Link | None, prefix: str) -> str:
    radius = min(12.0, box.height / 2) if box.kind in (BoxKind.organization, BoxKind.organizations) else 3.0
    place = f'width="{number(box.width)}" height="{number(box.height)}" rx="{number(radius)}"'
    parts = []
    if box.kind in (BoxKind.group, BoxKind.organizations):
        behind = "behind-organization" if box.kind == BoxKind.organizations else "behind"
        parts.append(f'<rect x="{number(box.x + 3)}" y="{number(box.y + 3)}" {place}{paint(behind)}/>')
    shape = {BoxKind.target: "target", BoxKind.organization: "organization", BoxKind.organizations: "organization"}
    kind = "pinned" if box.pinned else shape.get(box.kind, "dataset")
    parts.append(f'<rect x="{number(box.x)}" y="{number(box.y)}" {place}{paint(kind)}/>')
    if box.kind in (BoxKind.dataset, BoxKind.group) and box.sector:
        y, low = number(box.y), number(box.height - 6)
        stripe = f"M{number(box.x + 6)} {y}h-3q-3 0 -3 3v{low}q0 3 3 3h3z"
        parts.append(f'<path d="{stripe}"{paint(f"sector-{box.sector.name}")}/>')

    parts.append(_lines(box, size, paint))
    whole = "".join(parts)
    if paint.theme != "page":
        return f'<g id="{prefix}-{box.id}">{whole}</g>'
    told = f"<title>{text(chr(10).join(box.tooltip))}</title>"
    places = text(" ".join(member.id for member in box.members))
    group = f'<g id="{prefix}-{box.id}" class="dr-box" data-places="{places}">{told}{whole}</g>'
    if link is None:
        return group
    address = link("group", box.members[0].id) if box.record is None else link("box", box.record)
    return f'<a href="{text(address)}" aria-label="{text(box.label)}">{group}</a>'


def _lines(box: Box, size: float, paint: Paint) -> str:
    """The words of a box, with a space between lines, so that they read as its name."""
    step = size * 1.2
    first = box.y + box.height / 2 - step * (len(box.lines) - 1) / 2 + size * 0.35
    left = number(box.x + 12)
    bold = ' font-weight="bold"' if box.kind == BoxKind.target else ""
    spans = " ".join(
        f'<tspan x="{left}" y="{number(first + at * step)}">{text(line)}</tspan>' for at, line in enumerate(box.lines)
    )
    colour = paint("target-text" if box.kind == BoxKind.target else "ink")
    return f'<text font-size="{number(size)}"{bold}{colour}>{spans}</text>'


def _steps(arrow: Arrow, paint: Paint) -> str:
    """The place of a traced flow on its route, as a number in a disc."""
    (x0, y0), (x1, y1) = arrow.points[0], arrow.points[1]
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="8"{paint("disc")}/><text x="{number(x)}" y="{number(y + 4)}" '
        f'font-size="11" font-weight="bold" text-anchor="middle"{paint("disc-text")}>{arrow.steps[0]}</text>'
    )


def _count(arrow: Arrow, paint: Paint, size: float) -> str:
    """How many flows a merged line stands for, beside its tail."""
    x, y = arrow.points[0]
    words = f"\N{MULTIPLICATION SIGN}{arrow.count}"
    small = size - 2
    backwards = arrow.points[1][0] < x
    left = x - 4 - text_width(words, small) if backwards else x + 5
    return f'<text x="{number(left)}" y="{number(y - 3)}" font-size="{number(small)}"{paint("muted")}>{words}</text>'
