"""Every pair of a colour and what it stands on, recomputed."""

import re

import pytest

from viz.colours import DARK, LIGHT, Palette, page_style
from viz.paint import CLASSES
from viz.sectors import Sector

TEXT, LINE = 4.5, 3.0

PAIRS = [
    ("ink", "page", TEXT),
    ("ink", "box", TEXT),
    ("ink", "pinned", TEXT),
    ("muted", "page", TEXT),
    ("target_text", "target", TEXT),
    ("target", "page", LINE),
    ("blocked", "page", TEXT),
    ("standing_blocked", "page", TEXT),
    ("focus", "page", TEXT),
    ("flowing", "page", TEXT),
    ("held", "page", TEXT),
    ("ever", "page", TEXT),
    ("documented_text", "documented", TEXT),
    ("official_text", "official", TEXT),
    ("ink", "box", TEXT),
    ("alleged", "box", TEXT),
    ("reported_line", "box", LINE),
    ("arrow", "page", LINE),
    ("ended", "page", LINE),
    ("box_line", "page", LINE),
    ("outline", "page", LINE),
    ("outline", "box", LINE),
]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("colour", "ground", "least"), PAIRS)
def test_contrast(palette: Palette, colour: str, ground: str, least: float) -> None:
    assert contrast(getattr(palette, colour), getattr(palette, ground)) >= least


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sector", list(Sector))
def test_contrast_of_stripes(palette: Palette, sector: Sector) -> None:
    assert contrast(palette.sector(sector), palette.box) >= LINE
    assert contrast(palette.sector(sector), palette.page) >= LINE


@pytest.mark.parametrize(("palette", "least"), [(LIGHT, 36.6), (DARK, 41.6)], ids=["light", "dark"])
def test_sectors_are_told_apart(palette: Palette, least: float) -> None:
    colours = sorted(set(palette.sectors))
    assert len(colours) == len(Sector) - 1
    distances = [_distance(one, other) for at, one in enumerate(colours) for other in colours[at + 1 :]]
    assert min(distances) >= least


def test_the_style_sheet_has_every_class_and_every_colour_that_it_names() -> None:
    style = page_style()
    assert {f"dr-{name}" for name in CLASSES} <= set(re.findall(r"\.([\w-]+)", style))
    assert set(re.findall(r"var\(--([\w-]+)\)", style)) <= set(re.findall(r"--([\w-]+):#", style))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _linear(colour: str) -> tuple[float, float, float]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _distance(one: str, other: str) -> float:
    """CIE76, in Lab of the white of daylight (D65)."""
    lab = []
    for colour in (one, other):
        red, green, blue = _linear(colour)
        x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
        y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
        fx, fy, fz = (v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z))
        lab.append((116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)))
    return float(sum((a - b) ** 2 for a, b in zip(*lab, strict=True)) ** 0.5)
