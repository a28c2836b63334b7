"""The words around a picture: title, legend, notes, credit, set in lines that fit."""

from dataclasses import dataclass, field

from viz.lettering import fitted, text_width
from viz.lines import head_mark, number, path
from viz.model import LegendEntry, LineState, Scene
from viz.paint import FONTS, Paint, text

__all__ = ["Written", "legend_rows", "opening", "paragraph"]


@dataclass(slots=True)
class Written:
    """What is written so far: ``y`` is where the next line begins."""

    paint: Paint
    x: float
    y: float
    parts: list[str] = field(default_factory=list)

    def text(self) -> str:
        """As SVG."""
        return "\n".join(self.parts)


def opening(scene: Scene, prefix: str, width: float, height: float, *, links: bool = False) -> str:
    """The start of a picture, with its name and description. ``links``: it holds links, which an image may not."""
    role = "group" if links else "img"
    size = f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="{role}" aria-labelledby="{prefix}-title {prefix}-desc" '
        f'font-family="{FONTS}"><title id="{prefix}-title">{text(scene.alt)}</title>'
        f'<desc id="{prefix}-desc">{text(scene.description)}</desc>\n'
    )


def paragraph(
    written: Written, words: str, width: float, *, size: float, bold: bool = False, colour: str = "ink", most: int = 6
) -> None:
    """Add words in as many lines as they need, up to ``most``."""
    lines = fitted(words, width, size, bold=bold)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    weight = ' font-weight="bold"' if bold else ""
    for line in lines:
        written.y += size * 1.3
        written.parts.append(
            f'<text x="{number(written.x)}" y="{number(written.y - size * 0.3)}" font-size="{number(size)}"{weight}'
            f"{written.paint(colour)}>{text(line)}</text>"
        )


def legend_rows(written: Written, scene: Scene, width: float) -> None:
    """Add the legend: what occurs in the picture, sectors in lines of their own."""
    for kinds in (("sector", "shape"), ("line", "head")):
        x = written.x
        entries = [entry for entry in scene.legend if entry.kind in kinds]
        for entry in entries:
            sign, sign_width = _sign(entry, written.paint, x, written.y + 8)
            own = sign_width + 6 + text_width(entry.words, 12.5) + 20
            if x > written.x and x + own > written.x + width:
                written.y += 21
                x = written.x
                sign, sign_width = _sign(entry, written.paint, x, written.y + 8)
            written.parts.append(
                f'{sign}<text x="{number(x + sign_width + 6)}" y="{number(written.y + 12.5)}" font-size="12.5"'
                f"{written.paint('muted')}>{text(entry.words)}</text>"
            )
            x += own
        written.y += 22 if entries else 0


def _sign(entry: LegendEntry, paint: Paint, x: float, y: float) -> tuple[str, float]:
    """The sign of an entry, its middle at this height, and its width."""
    if entry.kind == "sector":
        return f'<rect x="{number(x)}" y="{number(y - 6)}" width="6" height="12"{paint(f"sector-{entry.key}")}/>', 6.0
    if entry.kind == "shape":
        radius = 7 if entry.key == "organization" else 3
        kind = "organization" if entry.key == "organization" else "dataset"
        behind = f'<rect x="{number(x + 3)}" y="{number(y - 4)}" width="22" height="12" rx="3"{paint("behind")}/>'
        height = 13 if radius == 7 else 12
        box = f'<rect x="{number(x)}" y="{number(y - 7)}" width="22" height="{height}" rx="{radius}"{paint(kind)}/>'
        return (box if radius == 7 else behind + box), 25.0
    points = ((x, y), (x + 30.0, y))
    if entry.kind == "line":
        if entry.key == "assumed":
            return "".join(f'<path d="{path(points, shift=by)}"{paint("assumed")}/>' for by in (-1.5, 1.5)), 30.0
        bar = f'<path d="M{number(x + 7)} {number(y - 4)}v8"{paint("end")}/>' if entry.key == "ended" else ""
        return f'<path d="{path(points)}"{paint(f"line-{entry.key}")}/>{bar}', 30.0
    copy = entry.key in ("copy", "copy_kept")
    state = LineState.ended if entry.key == "copy_kept" else LineState.active
    kept = f'<path d="M{number(x + 14)} {number(y - 3)}h6v6h-6z"{paint("kept")}/>' if entry.key == "copy_kept" else ""
    line = f'<path d="{path(points, stop=6 if copy else 1)}"{paint(f"line-{state.value}")}/>'
    return line + head_mark(paint, x + 30, y, copy=copy, backwards=False, state=state) + kept, 30.0
