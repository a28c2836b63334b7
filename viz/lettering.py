"""How wide text is and where it breaks: by the advance widths of the shipped fonts, the same on every machine."""

import json
import re
from functools import cache
from importlib.resources import files

__all__ = ["ELLIPSIS", "fitted", "shortened", "text_width", "wrapped"]

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
    """The text in lines of about this many characters, as even as they can be: words stay whole, and a word that is longer
    has a line of its own. Where a few characters more save a line of many, they are taken; what is still longer than
    ``most_lines`` gives way to an ellipsis."""
    lines = _lines(text, characters)
    for wider in (characters + 3, characters + 6):
        shorter = _lines(text, wider)
        if len(lines) > most_lines or (len(lines) > 2 and len(shorter) < len(lines) and wider == characters + 3):
            lines = shorter
    if len(lines) > most_lines:
        return (*lines[: most_lines - 1], f"{lines[most_lines - 1]} {ELLIPSIS}")
    longest = max((len(word) for word in _words(text)), default=0)
    narrow = next(
        (even for width in range(longest, characters + 7) if len(even := _lines(text, width)) == len(lines)), lines
    )
    return tuple(narrow)


def _lines(text: str, characters: int) -> list[str]:
    lines: list[str] = []
    for word in _words(text):
        if lines and len(lines[-1]) + 1 + len(word) <= characters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def _words(text: str) -> list[str]:
    """The words of a text; a dash or stroke by itself stays with the word before it."""
    words: list[str] = []
    for word in text.split():
        if words and not any(character.isalnum() for character in word):
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def fitted(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines that this width holds, for type of this size. A word that is longer has a line of its own; an
    address may also break before a sign."""
    lines: list[str] = []
    words = [
        part
        for word in _words(text)
        for part in (_address_parts(word, width, size) if text_width(word, size, bold=bold) > width else [word])
    ]
    for word in words:
        wider = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(wider, size, bold=bold) <= width:
            lines[-1] = wider
        else:
            lines.append(word)
    return lines


def _address_parts(word: str, width: float, size: float) -> list[str]:
    if "/" not in word:
        return [word]
    parts = [""]
    for piece in re.split(r"(?=[/?&=])", word):
        if parts[-1] and text_width(parts[-1] + piece, size) > width:
            parts.append("")
        parts[-1] += piece
    return parts


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
