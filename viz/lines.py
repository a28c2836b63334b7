"""The lines of arrows as SVG: curve, head, bar of an end, square of a kept copy. Fixed sizes, no markers."""

from viz.model import Arrow, LineState
from viz.paint import Paint

__all__ = ["arrow_marks", "head_mark", "number", "path"]

_HEAD = 8.0
_HALF = 3.3


def number(length: float) -> str:
    """A length as short as it can be written."""
    return f"{length:.1f}".removesuffix(".0")


def path(points: tuple[tuple[float, float], ...], *, stop: float = 0.0, shift: float = 0.0) -> str:
    """The path through the points of an arrow: curves with level tangents between columns, level lines within them.
    ``stop``: how far before the last point it ends. ``shift``: how far down all of it is moved."""
    moved = [(x, y + shift) for x, y in points]
    backwards = moved[-1][0] < moved[-2][0] if len(moved) > 1 else False
    moved[-1] = (moved[-1][0] + (stop if backwards else -stop), moved[-1][1])
    words = [f"M{number(moved[0][0])} {number(moved[0][1])}"]
    for at, (x, y) in enumerate(moved[1:]):
        if at % 2:
            words.append(f"H{number(x)}")
            continue
        before_x, before_y = moved[at]
        if before_y == y:
            words.append(f"H{number(x)}")
        else:
            middle = number((before_x + x) / 2)
            words.append(f"C{middle} {number(before_y)} {middle} {number(y)} {number(x)} {number(y)}")
    return "".join(words)


def head_mark(paint: Paint, x: float, y: float, *, copy: bool, backwards: bool, state: LineState) -> str:
    """The head of an arrow, with its tip at a point."""
    way = 1 if backwards else -1
    suffix = {LineState.blocked: "-blocked", LineState.ended: "-ended"}.get(state, "")
    back = number(x + way * _HEAD)
    shape = f"M{back} {number(y - _HALF)}L{number(x)} {number(y)}L{back} {number(y + _HALF)}"
    kind = "copy" if copy else "window"
    return f'<path d="{shape}{"z" if copy else ""}"{paint(f"head-{kind}{suffix}")}/>'


def arrow_marks(paint: Paint, arrow: Arrow) -> str:
    """The line of an arrow with everything on it."""
    (x, y), (before, _) = arrow.points[-1], arrow.points[-2]
    backwards = x < before
    way = 1 if backwards else -1
    if not arrow.flows:  # an assumed step at a place is no arrow
        return "".join(f'<path d="{path(arrow.points, shift=by)}"{paint("assumed")}/>' for by in (-1.5, 1.5))
    wide = ("traced",) if arrow.traced else ()
    marks = [
        f'<path d="{path(arrow.points, stop=6 if arrow.leaves_copy else 1)}"{paint(f"line-{arrow.state.value}", *wide)}/>'
    ]
    marks.append(head_mark(paint, x, y, copy=arrow.leaves_copy, backwards=backwards, state=arrow.state))
    start_x, start_y = arrow.points[0]
    if arrow.state == LineState.ended:
        at = number(start_x - way * 7)
        marks.append(f'<path d="M{at} {number(start_y - 4)}v8"{paint("end")}/>')
    if arrow.copy_kept:
        left = x + 10 if backwards else x - 16
        marks.append(f'<path d="M{number(left)} {number(y - 3)}h6v6h-6z"{paint("kept")}/>')
    if arrow.assumed:
        at = number(start_x - way * 4)
        marks.append(f'<path d="M{at} {number(start_y - 4)}v8m{-3 * way} 0v-8"{paint("assumed")}/>')
    return "".join(marks)
