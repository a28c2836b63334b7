"""The explorer: the answer of ``reach`` as a page, with what is pinned."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.asking import ask_reach
from api.pages.asked import AskedExplorer, address, read_sectors, read_view
from api.pages.evidence import Pinned, pinned_flow, pinned_origin
from api.parameters import read_filters
from graphdb.answers import Hop, Place
from graphdb.graph import Graph
from graphdb.headlines import answer_sentence
from graphdb.model import Organization
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.rows import OriginRow
from graphdb.questions.telling import tell_hop, tell_place
from graphdb.rules.target import parents
from viz.sectors import Sector, sector_of

__all__ = ["Explorer", "Ladder", "Rung", "explorer", "read_explorer"]

_PATH = "/"


@dataclass(frozen=True, slots=True)
class Rung:
    """One row of the ladder. ``direct``: the flows straight into the target that are blocked or suspended."""

    row: OriginRow
    sector: str
    direct: tuple[Hop, ...]
    address: str
    pinned: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one sector, or of the unnamed data of organizations."""

    key: str
    title: str
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Explorer:
    """What the page of the explorer shows."""

    asked: AskedExplorer
    answer: ReachAnswer
    sentence: str
    sectors: dict[str, int]  # rows of each sector, before the filter by sector
    shown: tuple[str, ...]  # the sectors that are shown; empty: all
    ladders: tuple[Ladder, ...]
    unnamed: Ladder
    flows: frozenset[str]  # the flows of the shown rows
    inside: tuple[Hop, ...]
    pinned: Pinned | None
    targets: tuple[Place, ...]
    view: str

    @property
    def default(self) -> bool:
        """Whether this is the question with which the site opens."""
        return self.asked == AskedExplorer()

    @property
    def filtered(self) -> bool:
        """Whether the question differs from the one with which the site opens, whatever is pinned."""
        return (
            self.asked.model_copy(update={"origin": None, "route": None, "flow": None, "view": None}) != AskedExplorer()
        )


def explorer(graph: Graph, asked: AskedExplorer) -> Explorer:
    """The explorer for a query. Raises UnknownId and BadParameter."""
    return read_explorer(graph, asked, ask_reach(graph, asked.target, asked))


def read_explorer(graph: Graph, asked: AskedExplorer, answer: ReachAnswer) -> Explorer:
    """The explorer for a query whose answer is known. Raises UnknownId and BadParameter."""
    shown = read_sectors(asked)
    rows = [row for row in answer.datasets if not shown or sector_of(graph, row.origin.id).name in shown]
    unnamed = [row for row in answer.organizations if not shown or sector_of(graph, row.origin.id).name in shown]
    rungs = [_rung(graph, asked, answer, row) for row in rows]
    counted = dict.fromkeys(Sector.__members__, 0)
    for row in answer.datasets + answer.organizations:
        counted[sector_of(graph, row.origin.id).name] += 1
    return Explorer(
        asked=asked,
        answer=answer,
        sentence=answer_sentence(answer),
        sectors={sector: count for sector, count in counted.items() if count},
        shown=shown,
        ladders=tuple(_ladders(rungs)),
        unnamed=Ladder(
            "unnamed",
            "Unnamed data of organizations",
            tuple(_ordered(_rung(graph, asked, answer, row) for row in unnamed)),
        ),
        flows=frozenset(id_ for row in rows + unnamed for id_ in (*row.blocked, *(hop.flow for hop in row.route.hops))),
        inside=tuple(tell_hop(graph, graph.flow(id_), answer.parameters.filters.day) for id_ in answer.inside),
        pinned=_pinned(graph, asked, answer),
        targets=_targets(graph, answer.target),
        view=read_view(asked),
    )


def _rung(graph: Graph, asked: AskedExplorer, answer: ReachAnswer, row: OriginRow) -> Rung:
    day = answer.parameters.filters.day
    return Rung(
        row=row,
        sector=sector_of(graph, row.origin.id).name,
        direct=tuple(tell_hop(graph, graph.flow(id_), day) for id_ in row.blocked),
        address=address(_PATH, asked, from_=row.origin.id, route=None, flow=None),
        pinned=row.origin.id == asked.origin,
    )


def _ordered(rungs: Iterable[Rung]) -> list[Rung]:
    """By hops, then name."""
    return sorted(rungs, key=lambda rung: (len(rung.row.route.hops), rung.row.origin.name.lower()))


def _ladders(rungs: list[Rung]) -> Iterable[Ladder]:
    for sector, title in Sector.__members__.items():
        own = [rung for rung in rungs if rung.sector == sector]
        if own:
            yield Ladder(sector, title.value, tuple(_ordered(own)))


def _pinned(graph: Graph, asked: AskedExplorer, answer: ReachAnswer) -> Pinned | None:
    if asked.flow is not None:
        return pinned_flow(graph, asked.flow, read_filters(asked).day)
    if asked.origin is None:
        return None
    return pinned_origin(graph, asked.origin, answer.target, answer.parameters.filters, asked.route)


def _targets(graph: Graph, target: Place) -> tuple[Place, ...]:
    """The target, what is above it, and the organizations beside and below it: what one may want to ask about next."""
    number = graph.place_number[target.id]
    above = set(parents(graph.network, number))
    near = {number, *above}
    for place in graph.places:
        if isinstance(place, Organization) and place.parent and graph.place_number[place.parent] in near:
            near.add(graph.place_number[place.id])
    return tuple(sorted((tell_place(graph, one) for one in near), key=lambda place: (place.short.lower(), place.id)))
