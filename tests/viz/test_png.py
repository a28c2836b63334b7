"""PNG: not blank, in the colours of the SVG, within its budget, and a missing font is said."""

import io
import re
import sys
from typing import cast

import pytest
from PIL import Image

from graphdb.errors import PictureFailed
from tests.viz.pictures import real
from viz import png as png_module
from viz.colours import LIGHT
from viz.lettering import text_width
from viz.png import png
from viz.svg import ladder_svg, map_svg


@pytest.mark.parametrize(
    ("question", "variant", "pinned"), [("held", "map", None), ("flowing", "map", "tmsis"), ("flowing", "story", None)]
)
def test_a_png_has_the_colours_of_its_svg_and_is_not_too_large(question: str, variant: str, pinned: str | None) -> None:
    svg = map_svg(real(question, variant, pinned), prefix="p")
    made = png(svg, width=1600)
    assert len(made) < 350_000
    image = Image.open(io.BytesIO(made))
    assert image.width == 1600
    counted = image.convert("RGB").getcolors(1 << 20)
    assert counted is not None
    colours = {"#{:02x}{:02x}{:02x}".format(*cast("tuple[int, ...]", colour)): count for count, colour in counted}
    named = {colour.lower() for colour in re.findall(r'"(#\w+)"', svg)}
    assert named >= {LIGHT.arrow.lower(), LIGHT.blocked.lower(), LIGHT.sectors[2].lower()}
    assert named <= colours.keys()
    assert colours["#ffffff"] < 0.97 * image.width * image.height


def test_words_are_drawn() -> None:
    scene = real("flowing", "story")
    words = map_svg(scene, prefix="p")
    without = re.sub(r"<text.*?</text>", "", words, flags=re.DOTALL)
    dark = [_dark(png(svg, width=800)) for svg in (words, without)]
    assert dark[0] > dark[1] + 3000


def test_a_tall_ladder_is_whole() -> None:
    image = Image.open(io.BytesIO(png(ladder_svg(real("ever"), prefix="p"), width=390)))
    assert image.height > 2000
    bottom = image.convert("L").crop((0, image.height - 60, 300, image.height - 10))
    assert bottom.getextrema()[0] < 140  # type: ignore[operator]


def test_the_font_of_png_is_no_wider_than_what_labels_are_measured_with() -> None:
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    for path, bold in zip(png_module._fonts(), (False, True), strict=True):
        font = TTFont(path)
        glyphs, widths, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        for code in (*range(0x20, 0x7F), 0x2192, 0xD7, 0xB7, 0x2026):
            assert widths[glyphs[code]][0] / unit * 100 <= text_width(chr(code), 100, bold=bold), chr(code)


def test_what_is_missing_or_wrong_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="9000 pixels"):
        png("<svg/>", width=9000)
    with pytest.raises(PictureFailed, match="could not be made a PNG"):
        png("no picture", width=100)
    monkeypatch.setitem(sys.modules, "font_source_sans_pro", None)
    png_module._fonts.cache_clear()
    with pytest.raises(PictureFailed, match="font of PNG pictures is not installed"):
        png("<svg/>", width=100)


def _dark(made: bytes) -> int:
    return sum(Image.open(io.BytesIO(made)).convert("L").histogram()[:90])
