"""Writes ``viz/advance_widths.json``: how wide each character is, in thousandths of the size of the type.

For each character the width is that of the wider of the fonts given: what a reader's browser shows in Arial (Liberation
Sans and Arimo have its widths) and what ``viz.png`` draws in the font of its package. Run it again when that font changes:

    python -m viz.measure LiberationSans-Regular.ttf,SourceSansPro-Regular.ttf LiberationSans-Bold.ttf,SourceSansPro-Bold.ttf
"""

import json
import sys
from pathlib import Path

__all__ = ["measured"]

_CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),
    *range(0x2010, 0x2027),
    *range(0x2190, 0x2194),
    0x2260,
    0x2264,
    0x2265,
)


def measured(paths: list[str]) -> dict[str, int]:
    """The widths of the characters that the first of the fonts has, of the widest of the fonts that have them."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - a library of the developers

    fonts = [TTFont(path) for path in paths]
    widths: dict[str, int] = {}
    for code in _CHARACTERS:
        own = [
            font["hmtx"][font.getBestCmap()[code]][0] * 1000 / font["head"].unitsPerEm
            for font in fonts
            if code in font.getBestCmap()
        ]
        if own:
            widths[chr(code)] = -int(-max(own) // 1)
    return widths


if __name__ == "__main__":
    regular, bold = (measured(argument.split(",")) for argument in sys.argv[1:3])
    table = {"regular": regular, "bold": bold}
    Path(__file__).with_name("advance_widths.json").write_text(
        json.dumps(table, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", encoding="utf-8"
    )
