"""What a picture consists of: the Scene, the only input of every writer. Frozen and JSON-able; lengths in pixels, the origin
at the upper left corner of the map. All words in it are the same in map, ladder, table and tooltip."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from viz.sectors import Sector

__all__ = [
    "Arrow",
    "Box",
    "BoxKind",
    "Credit",
    "FlowRow",
    "Frame",
    "Ladder",
    "LegendEntry",
    "LineState",
    "Member",
    "Reference",
    "Row",
    "RowHop",
    "Scene",
    "Variant",
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Variant(StrEnum):
    """``map``: the whole answer. ``pinned``: the same with all origins in the first column, up to 25. ``story``: for an
    article, at most 30 boxes in larger type."""

    map = "map"
    pinned = "pinned"
    story = "story"


class BoxKind(StrEnum):
    dataset = "dataset"
    organization = "organization"
    target = "target"
    group = "group"
    organizations = "organizations"  # a group of organizations
    agreement = "agreement"


class LineState(StrEnum):
    """How a line is drawn: the state of its flow on the day. The first that fits wins, in this order."""

    blocked = "blocked"
    ended = "ended"
    planned = "planned"  # proposed, planned, or only permitted
    unconfirmed = "unconfirmed"  # or alleged
    active = "active"


class _Shape(_Part):
    """What the map shows. ``id``: made here, unlike anything from the data."""

    id: str


class Member(_Part):
    """One place that a box stands for."""

    id: str
    name: str


class Box(_Shape):
    """``record``: the id of its place; none for a group. ``label``: full accessible name. ``standing``: where an origin
    stands, none for what is no origin of the answer. ``grade``: of its best route."""

    record: str | None
    kind: BoxKind
    column: int
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    name: str
    operator: str | None
    sector: Sector | None
    members: tuple[Member, ...]
    pinned: bool
    standing: str | None
    standing_words: str | None
    grade: str | None
    tooltip: tuple[str, ...]
    label: str


class Arrow(_Shape):
    """``points``: from tail to head; a curve from the 1st to the 2nd, level from the 2nd to the 3rd, and so on. ``flows``:
    more than one where a group merges them (``count``). ``copy_kept``: the flow is over and its copy counts. ``traced``:
    on the pinned route, or the pinned flow; ``steps``: its places on that route, from 1."""

    flows: tuple[str, ...]
    source: str
    target: str
    points: tuple[tuple[float, float], ...]
    state: LineState
    word: str
    leaves_copy: bool
    copy_kept: bool
    assumed: bool
    count: int
    traced: bool
    steps: tuple[int, ...]
    tooltip: tuple[str, ...]
    label: str


class Frame(_Part):
    """The frame around the boxes of the target."""

    x: float
    y: float
    width: float
    height: float
    name: str


class LegendEntry(_Part):
    """``kind``: sector, line, head or shape; ``key``: which of them. Only what occurs in the picture."""

    kind: str
    key: str
    words: str


class RowHop(_Part):
    """One hop of a row's best route."""

    flow: str
    source: str
    source_name: str
    target: str
    target_name: str
    state: LineState
    word: str
    state_words: str
    mechanism: str
    leaves_copy: bool
    grade: str
    publishers: int
    disputes: int
    assumed: bool
    agreement: str | None
    agreement_title: str | None


class Row(_Part):
    """One origin, as ladder and table tell it. ``via``: "directly" or "via A → B". ``line``: of the weakest hop.
    ``blocked``: what is said of its direct flows that are blocked or suspended."""

    origin: str
    box: str | None
    name: str
    kind: str
    operator: str | None
    part_of: str | None
    sector: Sector
    standing: str
    standing_words: str
    sure: bool
    grade: str
    publishers: int
    disputed: bool
    weakest: int
    line: LineState
    via: str
    blocked: tuple[str, ...]
    sentence: str
    hops: tuple[RowHop, ...]


class Reference(_Part):
    """A source that flows of the answer cite."""

    id: str
    publisher: str
    title: str
    date: str | None
    url: str
    archived_url: str | None


class FlowRow(_Part):
    """One flow of the answer, as the table tells it. ``arrow``: the arrow that draws it, if one does. ``sources``: ids of
    ``Scene.references``. ``disputes_told``: who denies or qualifies what."""

    flow: str
    arrow: str | None
    source: str
    source_name: str
    target: str
    target_name: str
    mechanism: str
    leaves_copy: bool
    state: LineState
    word: str
    state_words: str
    grade: str
    publishers: int
    disputes: int
    agreement: str | None
    agreement_title: str | None
    categories: tuple[str, ...]
    categories_complete: bool
    quote: str | None
    disputes_told: tuple[str, ...]
    sources: tuple[str, ...]


class Ladder(_Part):
    """One section of the ladder: the rows of a sector, by hops and name."""

    sector: Sector
    rows: tuple[Row, ...]


class Credit(_Part):
    """What every picture carries. ``address``: path and query of the answer, with its release."""

    name: str
    release: str
    as_of: str
    licence: str
    address: str

    @property
    def words(self) -> str:
        """In one line."""
        return f"{self.short_words} {self.address}".strip()

    @property
    def short_words(self) -> str:
        """The same without the address."""
        return f"{self.name}, release {self.release}. As of {self.as_of}. {self.licence}."


class Scene(_Part):
    """``width`` and ``height``: of the map. ``type_size``: of its text. ``boxes`` is empty where the map would be too
    large: then ``notes`` say what to filter. ``ladder``: the rows of datasets, then those of organizations."""

    variant: Variant
    question: str
    title: str
    subtitle: str
    sentence: str
    alt: str
    description: str
    target: str
    target_name: str
    width: float
    height: float
    type_size: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    frame: Frame | None
    legend: tuple[LegendEntry, ...]
    notes: tuple[str, ...]
    ladder: tuple[Ladder, ...]
    organizations: tuple[Row, ...]
    flows: tuple[FlowRow, ...]
    references: tuple[Reference, ...]
    truncated: bool
    credit: Credit

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows: those of datasets by section, then those of organizations."""
        return (*(row for section in self.ladder for row in section.rows), *self.organizations)
