"""The colours of pictures, light and dark, and the style sheet of the same picture in a page. Each pair of a colour and what
it stands on is recomputed by a test: text 4.5:1 or more, lines and stripes 3:1 or more."""

from dataclasses import dataclass, fields

from viz.model import LineState
from viz.sectors import Sector

__all__ = ["DARK", "LIGHT", "Palette", "page_style"]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme. ``sectors``: in the order of ``Sector``; the last two share one, and their words differ."""

    page: str
    box: str
    ink: str
    muted: str
    box_line: str
    outline: str
    arrow: str
    ended: str
    blocked: str
    focus: str
    target: str
    target_text: str
    pinned: str
    flowing: str
    held: str
    ever: str
    standing_blocked: str
    documented: str
    documented_text: str
    official: str
    official_text: str
    reported_line: str
    alleged: str
    sectors: tuple[str, ...]

    def sector(self, sector: Sector) -> str:
        """The colour of a sector's stripe."""
        return self.sectors[list(Sector).index(sector)]

    def line(self, state: LineState) -> str:
        """The colour of a line."""
        return {LineState.blocked: self.blocked, LineState.ended: self.ended}.get(state, self.arrow)


LIGHT = Palette(
    page="#ffffff",
    box="#ffffff",
    ink="#14181f",
    muted="#4a5462",
    box_line="#8a94a3",
    outline="#14181f",
    arrow="#5a6472",
    ended="#8a94a3",
    blocked="#C2410C",
    focus="#0B57D0",
    target="#14181f",
    target_text="#ffffff",
    pinned="#FFF4CC",
    flowing="#0B5CAD",
    held="#14181f",
    ever="#5a6472",
    standing_blocked="#C2410C",
    documented="#0B3D66",
    documented_text="#ffffff",
    official="#0F6E66",
    official_text="#ffffff",
    reported_line="#4a5462",
    alleged="#8A4B08",
    sectors=("#0F4A8A", "#2B7F58", "#DB45CB", "#7B351E", "#9C8B33", "#4420EE", "#6B7280", "#6B7280"),
)

DARK = Palette(
    page="#12161c",
    box="#1d242d",
    ink="#eef2f7",
    muted="#b3bdca",
    box_line="#768393",
    outline="#eef2f7",
    arrow="#9aa5b3",
    ended="#768393",
    blocked="#FF8A5B",
    focus="#8AB4F8",
    target="#eef2f7",
    target_text="#14181f",
    pinned="#3a3413",
    flowing="#8AB4F8",
    held="#eef2f7",
    ever="#9aa5b3",
    standing_blocked="#FF8A5B",
    documented="#A9CCEE",
    documented_text="#12161c",
    official="#7FD1C5",
    official_text="#12161c",
    reported_line="#b3bdca",
    alleged="#E8B06A",
    sectors=("#4B8FE0", "#3FE06A", "#FF9BF5", "#B5705F", "#FFE2A6", "#8A6BFF", "#A3ADB8", "#A3ADB8"),
)


def page_style() -> str:
    """CSS of a page that holds pictures with the theme ``page``: the colours as custom properties, light and dark, the
    classes of ``viz.svg`` that use them, and what forced colours and less motion ask for."""
    light, dark = _properties(LIGHT), _properties(DARK)
    from viz.paint import CLASSES, css_rule  # noqa: PLC0415 - the classes name colours of this module

    rules = "\n".join(css_rule(name, rule) for name, rule in CLASSES.items())
    return (
        f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n@media print{{:root{{{light}}}}}\n{rules}\n"
        "@media (forced-colors:active){.dr-line,.dr-head{stroke:CanvasText}.dr-head-copy{fill:CanvasText}}\n"
    )


def _properties(palette: Palette) -> str:
    own = {field.name: getattr(palette, field.name) for field in fields(palette) if field.name != "sectors"}
    own |= {f"sector-{sector.name}": palette.sector(sector) for sector in Sector}
    return "".join(f"--{name.replace('_', '-')}:{colour};" for name, colour in own.items())
