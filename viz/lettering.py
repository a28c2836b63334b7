"""How wide text is and where it breaks: by the advance widths of the shipped fonts, the same on every machine."""

import json
from functools import cache
from importlib.resources import files

__all__ = ["ELLIPSIS", "shortened", "text_width", "wrapped"]

ELLIPSIS = "…"

_SAFETY = 1.03
"""Browsers round glyphs to the pixel, and some readers have another font than Arial."""

_UNKNOWN = 1000
"""The width of a character that the table does not have: as wide as it is high, which few are."""


@cache
def _widths() -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = json.loads(files("viz").joinpath("advance_widths.json").read_text("utf-8"))
    return table


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in pixels, for type of this size in pixels, a little on the wide side."""
    widths = _widths()["bold" if bold else "regular"]
    return sum(widths.get(character, _UNKNOWN) for character in text) * size / 1000 * _SAFETY


def wrapped(text: str, characters: int, most_lines: int) -> tuple[str, ...]:
    """The text in lines of about this many characters: words stay whole, and a word that is longer has a line of its own.
    With more than ``most_lines``, a little wider lines are tried before the rest gives way to an ellipsis."""
    lines: list[str] = []
    for wide in (characters, characters + 3, characters + 6):
        lines = _lines(text, wide)
        if len(lines) <= most_lines:
            return tuple(lines)
    return (*lines[: most_lines - 1], f"{lines[most_lines - 1]} {ELLIPSIS}")


def _lines(text: str, characters: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= characters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def shortened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text, or as many of its first words as this width holds, and an ellipsis."""
    if text_width(text, size, bold=bold) <= width:
        return text
    words = text.split()
    while len(words) > 1:
        words.pop()
        cut = f"{' '.join(words)} {ELLIPSIS}"
        if text_width(cut, size, bold=bold) <= width:
            return cut
    return f"{words[0]} {ELLIPSIS}" if words else ""
