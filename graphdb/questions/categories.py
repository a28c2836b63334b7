"""Which kinds of data reach it, and from where? For each category of an origin whether it arrives (listed on every hop),
may arrive (a hop's list is missing or not complete), or is left out by a hop; and what hops add of their own."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphdb.answers import Coverage, Place, Route
from graphdb.errors import BadParameter
from graphdb.graph import Graph
from graphdb.questions.asked_places import origin_outside
from graphdb.questions.parameters import Filters
from graphdb.questions.remembering import remembered
from graphdb.questions.rows import OriginRow, origin_rows, standings
from graphdb.questions.search_routes import Search
from graphdb.questions.telling import tell_coverage, tell_place, tell_route
from graphdb.questions.told import Told, day_opening, named, reach_words, sentence, some_names, strength_sentences
from graphdb.rules.categories import CategoryFate, lets_through, lists
from graphdb.rules.ranking import best_routes
from graphdb.rules.target import target_places
from graphdb.sentences import number_words

__all__ = ["EXAMPLE", "CategoriesAnswer", "CategoriesParameters", "CategoryRow", "Cell", "ask"]

EXAMPLE = "categories ice --origin tmsis --category bank_account"

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CategoriesParameters:
    """``origin``: only this one. ``categories``: only these (``Filters.categories`` is not used here)."""

    target: str
    filters: Filters
    origin: str | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A category of an origin. ``fate``: the strongest over all its routes; ``added``: the origin does not hold it, a
    hop lists it. ``decided_by``: the hop that strips it, leaves it open or adds it. ``sure``: whether the origin surely
    reaches. ``route``: the best one by which the category arrives so; given where one origin is asked about."""

    origin: Place
    category: str
    fate: CategoryFate
    decided_by: str | None
    sure: bool
    route: Route | None


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """Where a category of the target comes from: the cells of all origins, strongest first."""

    category: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CategoriesAnswer:
    """The answer to ``CategoriesParameters``: the matrix, one row a category, in the order of ids. ``origins``: all that
    reach the target, also those of which no category is known."""

    parameters: CategoriesParameters
    release: str
    target: Place
    origins: tuple[Place, ...]
    rows: tuple[CategoryRow, ...]
    coverage: Coverage
    told: Told


@remembered
def ask(graph: Graph, parameters: CategoriesParameters) -> CategoriesAnswer:
    """Answer which categories reach the target.

    Raises:
        UnknownId: no place has one of the ids.
        BadParameter: the origin is a place of the target, or a category is unknown.
    """
    _check(graph, parameters)
    target = graph.place(parameters.target)
    mask = target_places(graph.network, target).mask
    asked = parameters.origin
    origin = origin_outside(graph, asked, target, mask) if asked is not None else None
    among = ~mask if origin is None else np.arange(graph.network.place_count) == origin
    search = Search(graph, parameters.filters, mask, mask, only_from=origin)
    found = origin_rows(graph, search, standings(search), among)
    cells = [cell for row in found for cell in _cells(graph, search, row, parameters, routed=origin is not None)]
    rows = tuple(
        CategoryRow(category, graph.categories[category].label, tuple(_sorted(cells, category)))
        for category in sorted({cell.category for cell in cells})
    )
    told_target = tell_place(graph, target)
    subject = tell_place(graph, origin) if origin is not None else None
    return CategoriesAnswer(
        parameters=parameters,
        release=graph.name,
        target=told_target,
        origins=tuple(row.origin for row in found),
        rows=rows,
        coverage=tell_coverage(graph, _NOTE, parameters.filters.day),
        told=_told(_Parts(graph, parameters, told_target, subject, found, rows)),
    )


_NOTE = "A list of categories is what sources name, not all that goes over a hop, unless a source says that nothing else does."


def _check(graph: Graph, parameters: CategoriesParameters) -> None:
    parameters.filters.check(graph)
    for category in parameters.categories:
        if category not in graph.categories:
            hint = f"Known categories: {', '.join(sorted(graph.categories))}."
            raise BadParameter(f"There is no category {category!r}.", hint)
    if parameters.filters.categories:
        raise BadParameter("Categories are asked for beside the filters here.")


def _cells(
    graph: Graph, search: Search, row: OriginRow, parameters: CategoriesParameters, *, routed: bool
) -> list[Cell]:
    wanted = set(parameters.categories)
    return [
        Cell(
            row.origin,
            fate.category,
            fate.fate,
            fate.decided_by,
            row.sure,
            _route(graph, search, row, fate.category, fate.fate) if routed and wanted else None,
        )
        for fate in row.categories
        if not wanted or fate.category in wanted
    ]


def _route(graph: Graph, search: Search, row: OriginRow, category: str, fate: CategoryFate) -> Route | None:
    """The best route by which the category arrives so; the best of all where it is stripped or added."""
    if fate in (CategoryFate.stripped, CategoryFate.added):
        return row.route
    network = graph.network
    bit = sorted(graph.categories).index(category)
    passes = (lists if fate == CategoryFate.listed else lets_through)(network, bit)
    arcs = search.arcs(sure=row.sure)
    arcs = arcs.where((arcs.flow < 0) | passes[arcs.flow])
    origin = graph.place_number[row.origin.id]
    found = best_routes(arcs, search.targets, search.goal, [origin]).get(origin)
    return tell_route(graph, found, search.filters, sure=row.sure) if found is not None else None


def _sorted(cells: list[Cell], category: str) -> list[Cell]:
    fates = list(CategoryFate)
    own = [cell for cell in cells if cell.category == category]
    return sorted(own, key=lambda cell: (fates.index(cell.fate), not cell.sure, cell.origin.id))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the words are made of."""

    graph: Graph
    parameters: CategoriesParameters
    target: Place
    origin: Place | None
    found: tuple[OriginRow, ...]
    rows: tuple[CategoryRow, ...]


def _told(parts: _Parts) -> Told:
    parameters, target, origin, found, rows = parts.parameters, parts.target, parts.origin, parts.found, parts.rows
    whose = f"from {origin.name} to {target.short}" if origin else f"that reach {target.short}"
    title = f"Kinds of data {whose}"
    opening = day_opening(parameters.filters)
    if not found:
        subject = named(origin) if origin else "data of any database"
        none = f"{opening}, no route is known by which {subject} {reach_words(parameters.filters, target)}"
        return Told(title, sentence(f"{none}; that does not mean that there is none"))
    if origin is not None:
        return Told(title, sentence(*_of_one(parts, opening, origin)), _NOTES)
    listed = [row for row in rows if any(cell.fate == CategoryFate.listed for cell in row.cells)]
    first = (
        f"{opening}, {number_words(len(listed), 'kind')} of data "
        f"{'is' if len(listed) == 1 else 'are'} listed on every hop of a known route to {target.short}"
    )
    most = sorted(listed, key=lambda row: (-_count(row), row.category))
    words = [f"{row.label} from {number_words(_count(row), 'origin')}" for row in most[:3]]
    return Told(title, sentence(first, f"Most often: {', '.join(words)}" if words else ""), _NOTES)


_NOTES = ("Listed: on the list of every hop. Possible: the list of a hop is missing or not complete.",)


def _count(row: CategoryRow) -> int:
    return sum(cell.fate == CategoryFate.listed for cell in row.cells)


def _of_one(parts: _Parts, opening: str, origin: Place) -> list[str]:
    """One sentence for each fate, naming the categories and, for a single one, the hop that decides."""
    graph, target, rows = parts.graph, parts.target, parts.rows
    by_fate: dict[CategoryFate, list[Cell]] = {}
    labels = {row.category: row.label for row in rows}
    for row in rows:
        for cell in row.cells:
            by_fate.setdefault(cell.fate, []).append(cell)
    words = {
        CategoryFate.listed: f"on the list of every hop of a known route from {origin.name} to {target.short}",
        CategoryFate.possible: f"possible on a known route from {origin.name} to {target.short}",
        CategoryFate.stripped: f"held by {origin.name}, and left out by a hop whose list is complete",
        CategoryFate.added: f"not known to be held by {origin.name}, and listed by a later hop",
    }
    sentences: list[str] = []
    for fate, cells in sorted(by_fate.items(), key=lambda entry: list(CategoryFate).index(entry[0])):
        names = some_names(labels[cell.category] for cell in cells)
        decided = _hop_words(graph, cells[0].decided_by) if len(cells) == 1 else ""
        sentences.append(
            f"{opening}, {words[fate]}: {names}{decided}" if not sentences else f"{words[fate]}: {names}{decided}"
        )
    missing = [graph.categories[name].label for name in parts.parameters.categories if name not in labels]
    if missing:
        sentences.append(f"No source names {some_names(missing)} for {origin.name}, nor for a hop from it")
    return sentences + strength_sentences(parts.found[0].route, "The best route")


def _hop_words(graph: Graph, flow: str | None) -> str:
    if flow is None:
        return ""
    record = graph.flow(flow)
    ends = [tell_place(graph, graph.place_number[place]).short for place in (record.source, record.target)]
    return f" (decided by the hop from {ends[0]} to {ends[1]})"
