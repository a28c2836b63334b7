"""SVG to PNG, by resvg, in the font that the package font-source-sans-pro ships; then, by Pillow, with a palette of 256
colours, which our few need no more than and which makes the file half as large. The same bytes at every run."""

import io
from functools import cache

from graphdb.errors import PictureFailed

__all__ = ["FONT", "png"]

FONT = "Source Sans Pro"
_FACES = ("SourceSansPro", "SourceSansProBold")
_MOST_WIDTH = 8_000


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
    return _with_palette(bytes(made))


def _with_palette(made: bytes) -> bytes:
    from PIL import Image  # noqa: PLC0415

    whole = Image.open(io.BytesIO(made)).convert("RGB")
    few = whole.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
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
