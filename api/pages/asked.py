"""The parameters of the pages, beside those of the questions: what is shown and what is pinned. Read by the same parser."""

from typing import Annotated, TypeVar
from urllib.parse import urlencode

from pydantic import ConfigDict, Field

from api.parameters import AskedRows, Text, Texts, split_words
from graphdb.errors import BadParameter
from viz.sectors import Sector

__all__ = ["VIEWS", "AskedExplorer", "address", "narrowed", "read_sectors", "read_view"]

_A = TypeVar("_A", bound=AskedRows)

VIEWS = ("map", "pinned", "ladder", "table")


class AskedExplorer(AskedRows):
    """What the explorer takes."""

    model_config = ConfigDict(populate_by_name=True)

    target: Text = Field(default="ice", description="The place asked about.")
    origin: Annotated[Text | None, Field(alias="from", description="The origin that is pinned.")] = None
    route: Text | None = Field(
        default=None, description="The pinned route of that origin: its flow ids, joined by '>'."
    )
    flow: Text | None = Field(default=None, description="The flow that is pinned.")
    sector: Texts = Field(default_factory=list, description="Only origins of these sectors are shown.")
    open: Texts = Field(default_factory=list, description="Places whose groups are drawn one by one.")
    view: Text | None = Field(default=None, description="map, pinned, ladder or table: what is shown first.")


def narrowed(kind: type[_A], asked: AskedRows) -> _A:
    """The parameters of a kind that wider ones hold: of a page, those of its question."""
    return kind(**{name: getattr(asked, name) for name in kind.model_fields})


def read_sectors(asked: AskedExplorer) -> tuple[str, ...]:
    """The sectors that are shown; none for all. Raises BadParameter."""
    given = split_words(asked.sector)
    for sector in given:
        if sector not in Sector.__members__:
            raise BadParameter(f"There is no sector {sector!r}.", f"Values of sector: {', '.join(Sector.__members__)}.")
    return given


def read_view(asked: AskedExplorer) -> str:
    """What is shown first. Raises BadParameter."""
    view = asked.view or "map"
    if view not in VIEWS:
        raise BadParameter(f"{view!r} is no value of view.", f"Values of view: {', '.join(VIEWS)}.")
    return view


def address(path: str, asked: AskedExplorer, **changed: str | list[str] | None) -> str:
    """The address of this query with some parameters changed, without those that have their default."""
    values = asked.model_dump(by_alias=True) | {name.rstrip("_"): value for name, value in changed.items()}
    defaults = type(asked)().model_dump(by_alias=True)
    pairs = [
        (name, part)
        for name, value in values.items()
        if value is not None and value != defaults[name]
        for part in (value if isinstance(value, list) else [value])
    ]
    return f"{path}?{urlencode(pairs)}" if pairs else path
