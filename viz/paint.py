"""How each thing of a picture is painted: for a file as attributes with literal colours, for a page as classes that take the
page's custom properties. One table for both, so that they cannot differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Literal

from graphdb.texts import visible
from viz.colours import DARK, LIGHT, Palette
from viz.model import LineState
from viz.sectors import Sector

__all__ = ["CLASSES", "FONTS", "Paint", "Theme", "css_rule", "text"]

Theme = Literal["light", "dark", "page"]
FONTS = "Arial, 'Liberation Sans', 'Source Sans Pro', Helvetica, sans-serif"

_DASHES = {LineState.blocked: "7 3 1.5 3", LineState.planned: "5 4", LineState.unconfirmed: "1.5 3.5"}
_WIDTHS = {LineState.blocked: "1.6", LineState.ended: "1", LineState.unconfirmed: "1.5"}
_COLOURS = {LineState.blocked: "blocked", LineState.ended: "ended"}


def _line(state: LineState) -> dict[str, str]:
    rule = {"fill": "none", "stroke": f"@{_COLOURS.get(state, 'arrow')}", "stroke-width": _WIDTHS.get(state, "1.3")}
    return rule | ({"stroke-dasharray": _DASHES[state]} if state in _DASHES else {})


CLASSES: Mapping[str, Mapping[str, str]] = {
    "page": {"fill": "@page"},
    "dataset": {"fill": "@box", "stroke": "@box_line", "stroke-width": "1"},
    "organization": {"fill": "@box", "stroke": "@outline", "stroke-width": "1.6"},
    "target": {"fill": "@target"},
    "behind": {"fill": "@box", "stroke": "@box_line", "stroke-width": "1"},
    "behind-organization": {"fill": "@box", "stroke": "@outline", "stroke-width": "1"},
    "pinned": {"fill": "@pinned", "stroke": "@outline", "stroke-width": "2.5"},
    "frame": {"fill": "none", "stroke": "@box_line", "stroke-width": "1"},
    "ink": {"fill": "@ink"},
    "muted": {"fill": "@muted"},
    "target-text": {"fill": "@target_text"},
    "blocked-text": {"fill": "@blocked"},
    "disc": {"fill": "@ink"},
    "disc-text": {"fill": "@page"},
    "ring": {"fill": "@page", "stroke-width": "1.3"},
    **{f"ring-{state.value}": {"stroke": f"@{_COLOURS.get(state, 'arrow')}"} for state in LineState},
    "end": {"fill": "none", "stroke": "@ended", "stroke-width": "1.3"},
    "kept": {"fill": "@arrow"},
    **{f"line-{state.value}": _line(state) for state in LineState},
    "traced": {"stroke-width": "3"},
    "head-copy": {"fill": "@arrow"},
    "head-copy-blocked": {"fill": "@blocked"},
    "head-copy-ended": {"fill": "@ended"},
    "head-window": {"fill": "none", "stroke": "@arrow", "stroke-width": "1.3"},
    "head-window-blocked": {"fill": "none", "stroke": "@blocked", "stroke-width": "1.3"},
    "head-window-ended": {"fill": "none", "stroke": "@ended", "stroke-width": "1.3"},
    "assumed": {"fill": "none", "stroke": "@arrow", "stroke-width": "1"},
    **{f"sector-{sector.name}": {"fill": f"@sector-{sector.name}"} for sector in Sector},
    "standing-flowing": {"fill": "@flowing"},
    "standing-held": {"fill": "@held"},
    "standing-ever": {"fill": "@ever"},
    "badge-documented": {"fill": "@documented"},
    "badge-documented-text": {"fill": "@documented_text"},
    "badge-official": {"fill": "@official"},
    "badge-official-text": {"fill": "@official_text"},
    "badge-reported": {"fill": "@box", "stroke": "@reported_line", "stroke-width": "1.5"},
    "badge-reported-text": {"fill": "@ink"},
    "badge-alleged": {"fill": "@box", "stroke": "@alleged", "stroke-width": "1.2", "stroke-dasharray": "3 2"},
    "badge-alleged-text": {"fill": "@alleged"},
    "dim": {"opacity": ".1"},
}
"""What each class means. ``@name`` is a colour of the palette."""


@dataclass(frozen=True, slots=True)
class Paint:
    """The attributes that paint things in one theme."""

    theme: Theme

    def __call__(self, *names: str, **more: str) -> str:
        """The attributes of an element of these classes; ``more`` overrides (underscores for hyphens)."""
        extra = {name.replace("_", "-"): value for name, value in more.items()}
        if self.theme == "page":
            classes = " ".join(f"dr-{name}" for name in names)
            style = "".join(f"{name}:{value};" for name, value in extra.items())
            return f' class="{classes}"' + (f' style="{style}"' if style else "")
        palette = DARK if self.theme == "dark" else LIGHT
        rule = {key: _colour(palette, value) for name in names for key, value in CLASSES[name].items()} | extra
        return "".join(f' {key}="{value}"' for key, value in rule.items())


def css_rule(name: str, rule: Mapping[str, str]) -> str:
    """The rule of a class in a style sheet."""
    body = ";".join(f"{key}:{_property(value)}" for key, value in rule.items())
    return f".dr-{name}{{{body}}}"


def _colour(palette: Palette, value: str) -> str:
    if not value.startswith("@"):
        return value
    name = value[1:]
    colour: str = palette.sector(Sector[name[7:]]) if name.startswith("sector-") else getattr(palette, name)
    return colour


def _property(value: str) -> str:
    return f"var(--{value[1:].replace('_', '-')})" if value.startswith("@") else value


def text(words: str) -> str:
    """Words from the data, for an element or an attribute: characters that mislead stand as escapes."""
    return escape(visible(words), quote=True)
