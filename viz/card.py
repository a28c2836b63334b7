"""The social card: 1,200 x 630 pixels, the answer in large type, and how the databases divide. A map would be too small."""

from collections import Counter

from viz.lettering import text_width
from viz.lines import number
from viz.model import Scene
from viz.paint import Paint, Theme, text
from viz.words import Written, opening, paragraph

__all__ = ["HEIGHT", "WIDTH", "card_svg"]

WIDTH = 1200.0
HEIGHT = 630.0
_MARGIN = 56.0


def card_svg(scene: Scene, *, prefix: str, theme: Theme = "light") -> str:
    """The card of an answer: question, sentence, the sectors with how many databases each, credit."""
    paint = Paint(theme)
    inner = WIDTH - 2 * _MARGIN
    written = Written(paint, _MARGIN, 44)
    size = next(
        size for size in (60, 48, 38, 30) if size == 30 or text_width(scene.title, size, bold=True) <= inner * 1.9
    )
    paragraph(written, scene.title, inner, size=size, bold=True, most=2)
    written.y += 14
    for most, size in ((4, 32), (6, 28), (7, 24), (8, 21)):
        trial = Written(paint, _MARGIN, written.y)
        paragraph(trial, scene.sentence, inner, size=size, colour="muted", most=9)
        if len(trial.parts) <= most or size == 21:
            paragraph(written, scene.sentence, inner, size=size, colour="muted", most=most)
            break
    counts = Counter({section.sector: len(section.rows) for section in scene.ladder})
    parts = [f'<rect width="{number(WIDTH)}" height="{number(HEIGHT)}"{paint("page")}/>', written.text()]
    parts += [_bars(paint, scene, counts.total(), inner)] if counts.total() > 1 else []
    foot = Written(paint, _MARGIN, HEIGHT - 56)
    paragraph(foot, scene.credit.short_words, inner, size=18, colour="muted", most=1)
    parts.append(foot.text())
    return opening(scene, prefix, WIDTH, HEIGHT) + "".join(parts) + "</svg>\n"


def _bars(paint: Paint, scene: Scene, total: int, inner: float) -> str:
    """One band, divided as the rows of databases are among the sectors, each with its word and number."""
    top, high, x = HEIGHT - 190, 26.0, _MARGIN
    bands, words = [], []
    at_x, at_y = _MARGIN, top + high + 34
    for section in scene.ladder:
        wide = inner * len(section.rows) / total
        colour = paint(f"sector-{section.sector.name}")
        bands.append(
            f'<rect x="{number(x)}" y="{number(top)}" width="{number(wide - 3)}" height="{number(high)}"{colour}/>'
        )
        x += wide
        told = f"{section.sector.value} {len(section.rows)}"
        need = text_width(told, 20) + 40
        if at_x + need > _MARGIN + inner:
            at_x, at_y = _MARGIN, at_y + 30
        words.append(
            f'<rect x="{number(at_x)}" y="{number(at_y - 14)}" width="8" height="16"{colour}/>'
            f'<text x="{number(at_x + 16)}" y="{number(at_y)}" font-size="20"{paint("ink")}>{text(told)}</text>'
        )
        at_x += need
    return "".join([*bands, *words])
