"""SVG to PNG, by resvg, in the font that the package font-source-sans-pro ships; then, by Pillow, with a palette of 256
colours, which our few need no more than and which makes the file half as large. The same bytes at every run."""

import io
import re
from functools import cache

import numpy as np

from graphdb.errors import PictureFailed

__all__ = ["FONT", "png"]

FONT = "Source Sans Pro"
_FACES = ("SourceSansPro", "SourceSansProBold")
_MOST_WIDTH = 8_000
_COLOURS = 256


def png(svg: str, *, width: int) -> bytes:
    """A picture of this package as PNG, ``width`` pixels wide (1 to 8,000), as high as it needs.

    Raises:
        ValueError: the width is out of range.
        PictureFailed: the font is not installed, or resvg refuses the picture.
    """
    if not 1 <= width <= _MOST_WIDTH:
        raise ValueError(f"A picture of {width} pixels cannot be: 1 to {_MOST_WIDTH}.")
    import resvg_py  # noqa: PLC0415 - only needed for PNG, as the libraries below

    try:
        made = resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            font_files=list(_fonts()),
            skip_system_fonts=True,
            sans_serif_family=FONT,
            font_family=FONT,
        )
    except ValueError as reason:
        raise PictureFailed(f"The picture could not be made a PNG: {reason}.") from reason
    return _with_palette(bytes(made), svg)


def _with_palette(made: bytes, svg: str) -> bytes:
    """The same picture with a palette: the colours that the SVG names, as they are, and the most frequent others."""
    from PIL import Image  # noqa: PLC0415

    pixels = np.asarray(Image.open(io.BytesIO(made)).convert("RGB")).astype(np.uint32)
    packed = pixels[..., 0] << 16 | pixels[..., 1] << 8 | pixels[..., 2]
    colours, which, counts = np.unique(packed, return_inverse=True, return_counts=True)
    named = {int(colour, 16) for colour in re.findall(r'"#([0-9a-fA-F]{6})"', svg)}
    order = sorted(range(len(colours)), key=lambda at: (int(colours[at]) not in named, -int(counts[at]), at))
    kept = np.array(sorted(int(colours[at]) for at in order[:_COLOURS]))
    parts = [(numbers >> shift & 255).astype(np.int32) for numbers in (colours, kept) for shift in (16, 8, 0)]
    distance = sum((parts[at][:, None] - parts[at + 3][None, :]) ** 2 for at in range(3))
    nearest = np.argmin(distance, axis=1).astype(np.uint8)
    few = Image.fromarray(nearest[which].reshape(packed.shape), mode="P")
    few.putpalette([int(part) for colour in kept for part in (colour >> 16, colour >> 8 & 255, colour & 255)])
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


@cache
def _fonts() -> tuple[str, ...]:
    try:
        import font_source_sans_pro  # noqa: PLC0415
    except ImportError as reason:
        raise PictureFailed(
            "The font of PNG pictures is not installed.", "Install the package font-source-sans-pro."
        ) from reason
    files: dict[str, str] = font_source_sans_pro.font_files_ttf
    return tuple(files[face] for face in _FACES)
