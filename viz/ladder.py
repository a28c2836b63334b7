"""The ladder: the picture of a phone, 390 pixels wide. A row an origin: name, the way in words, state and evidence; its line to
the target, with a circle for each place passed, drawn in the style of its weakest hop."""

from itertools import pairwise

from graphdb.sentences import first_upper
from viz.lettering import fitted, shortened, text_width
from viz.lines import head_mark, number, path
from viz.model import Row, Scene
from viz.paint import Paint, Theme, text
from viz.words import Written, opening, paragraph

__all__ = ["WIDTH", "badge", "ladder_svg", "standing_mark"]

WIDTH = 390.0
_MARGIN = 12.0
_BAR = 38.0
_LINE_END = WIDTH - _MARGIN - _BAR - 2
_RAIL = 52.0
_BAR_TEXT_EVERY = 400.0
_MOST_ORGANIZATIONS = 12


def ladder_svg(scene: Scene, *, prefix: str, theme: Theme = "light") -> str:
    """The ladder of all databases of the answer, then of the organizations whose unnamed data is in it."""
    paint = Paint(theme)
    written = Written(paint, _MARGIN, _MARGIN)
    paragraph(written, scene.title, WIDTH - 2 * _MARGIN, size=20, bold=True)
    paragraph(written, scene.subtitle, WIDTH - 2 * _MARGIN, size=12.5, colour="muted")
    top = written.y + 10
    written.y = top
    for section in scene.ladder:
        _heading(written, section.sector.value)
        for row in section.rows:
            _row(written, row)
    listed = scene.organizations if not scene.ladder or len(scene.organizations) <= _MOST_ORGANIZATIONS else ()
    if listed:
        _heading(written, "Organizations: unnamed data")
        for row in listed:
            _row(written, row)
    bar = _bar(paint, scene.target_name, top, written.y)
    foot = Written(paint, _MARGIN, written.y + 8)
    words = ["Each circle is a place that the data passes. A route is possible: it is proved hop by hop."]
    more = len(scene.organizations) - len(listed)
    words += [f"Unnamed data of {more} organizations reaches {scene.target_name} too: see the table."] if more else []
    words += ["The answer was cut by a limit: there are more origins."] if scene.truncated else []
    for one in words:
        paragraph(foot, one, WIDTH - 2 * _MARGIN, size=12)
    paragraph(foot, scene.credit.words, WIDTH - 2 * _MARGIN, size=11, colour="muted")
    height = foot.y + _MARGIN
    page = f'<rect width="{number(WIDTH)}" height="{number(height)}"{paint("page")}/>'
    return opening(scene, prefix, WIDTH, height) + page + written.text() + bar + foot.text() + "</svg>\n"


def _heading(written: Written, words: str) -> None:
    written.y += 26
    written.parts.append(
        f'<text x="{number(_MARGIN)}" y="{number(written.y - 6)}" font-size="12" font-weight="bold"'
        f"{written.paint('muted')}>{text(words.upper())}</text>"
    )


def _row(written: Written, row: Row) -> None:
    """The name, the way, where it stands and how it is known, what is blocked; nothing is cut."""
    paint, left, top = written.paint, _MARGIN + 12, written.y
    room = _LINE_END - left
    names = fitted(row.name, room - _RAIL - 12 * (len(row.hops) - 1), 14)
    y = top + 17
    for name in names:
        written.parts.append(_words(paint("ink"), name, (left, y), 14))
        y += 17
    start = left + max(text_width(name, 14) for name in names) + 10
    written.parts.append(_rail(paint, row, start, top + 12.5))
    way = fitted(row.via, room, 11.5)
    y -= 1
    for words in way:
        written.parts.append(_words(paint("muted"), words, (left, y)))
        y += 14.5
    x = left
    told = text_width(row.standing_words, 11.5, bold=True) + text_width(row.grade, 11) + 36
    if len(way) == 1 and text_width(way[0], 11.5) + 12 + told <= room:
        x, y = left + text_width(way[0], 11.5) + 12, y - 14.5
    else:
        y += 3
    mark, mark_width = standing_mark(paint, row.standing, x, y - 4)
    colour = paint(f"standing-{row.standing}")
    written.parts.append(mark + _words(colour, row.standing_words, (x + mark_width, y), bold=True))
    x += mark_width + text_width(row.standing_words, 11.5, bold=True) + 8
    written.parts.append(badge(paint, row.grade, x, y - 4)[0])
    for blocked in row.blocked:
        for words in fitted(first_upper(blocked), room, 11.5, bold=True):
            y += 15.5
            written.parts.append(_words(paint("blocked-text"), words, (left, y), bold=True))
    sector = paint(f"sector-{row.sector.name}")
    height = y + 6 - top
    written.parts.append(
        f'<rect x="{number(_MARGIN)}" y="{number(top + 4)}" width="5" height="{number(height - 4)}"{sector}/>'
    )
    written.y = top + height + 6


def _words(colour: str, words: str, at: tuple[float, float], size: float = 11.5, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{number(at[0])}" y="{number(at[1])}" font-size="{number(size)}"{weight}{colour}>{text(words)}</text>'
    )


def _rail(paint: Paint, row: Row, start: float, y: float) -> str:
    """The line from the name to the target, with a circle for each place passed."""
    passed = len(row.hops) - 1
    first = min(start, _LINE_END - 40 - 12 * passed)
    copy = row.hops[-1].leaves_copy
    points = ((first, y), (_LINE_END, y))
    marks = [f'<path d="{path(points, stop=6 if copy else 1)}"{paint(f"line-{row.line.value}")}/>']
    marks += [
        f'<circle cx="{number(_LINE_END - 22 - 12 * at)}" cy="{number(y)}" r="4"{paint("ring", f"ring-{row.line.value}")}/>'
        for at in range(passed)
    ]
    marks.append(head_mark(paint, _LINE_END, y, copy=copy, backwards=False, state=row.line))
    return "".join(marks)


def standing_mark(paint: Paint, standing: str, x: float, y: float) -> tuple[str, float]:
    """The mark of where an origin stands, and the room it takes: an arrow, a filled square, an open square."""
    colour = paint(f"standing-{standing}")
    if standing == "flowing":
        return f'<path d="M{number(x)} {number(y - 1.2)}h5v-3l5 4.2l-5 4.2v-3h-5z"{colour}/>', 14.0
    if standing == "held":
        return f'<path d="M{number(x)} {number(y - 4)}h8v8h-8z"{colour}/>', 12.0
    hollow = f"M{number(x)} {number(y - 4)}h8v8h-8zM{number(x + 1.5)} {number(y - 2.5)}v5h5v-5z"
    return f'<path fill-rule="evenodd" d="{hollow}"{colour}/>', 12.0


def badge(paint: Paint, grade: str, x: float, y: float) -> tuple[str, float]:
    """The badge of a grade of evidence, with its word, and how wide it is."""
    wide = text_width(grade, 11) + 12
    box = f'<rect x="{number(x)}" y="{number(y - 8)}" width="{number(wide)}" height="16" rx="3"{paint(f"badge-{grade}")}/>'
    bar = ""
    if grade == "official":
        bar = f'<rect x="{number(x)}" y="{number(y - 8)}" width="3" height="16"{paint("ink")}/>'
    words = f'<text x="{number(x + 6)}" y="{number(y + 4)}" font-size="11"{paint(f"badge-{grade}-text")}>{text(grade)}</text>'
    return box + bar + words, wide


def _bar(paint: Paint, name: str, top: float, bottom: float) -> str:
    """The target, as a bar at the right edge, with its name repeated."""
    left = WIDTH - _MARGIN - _BAR
    marks = [
        f'<rect x="{number(left)}" y="{number(top)}" width="{number(_BAR)}" height="{number(bottom - top)}" rx="3"'
        f"{paint('target')}/>"
    ]
    size = 15.0
    words = shortened(name, min(_BAR_TEXT_EVERY, bottom - top) - 20, size, bold=True)
    count = max(1, round((bottom - top) / _BAR_TEXT_EVERY))
    edges = [top + (bottom - top) * at / count for at in range(count + 1)]
    for above, below in pairwise(edges):
        x, y = left + _BAR / 2 - 5, (above + below) / 2
        marks.append(
            f'<text transform="translate({number(x)} {number(y)}) rotate(90)" text-anchor="middle" font-size="15" '
            f'font-weight="bold"{paint("target-text")}>{text(words)}</text>'
        )
    return "".join(marks)
