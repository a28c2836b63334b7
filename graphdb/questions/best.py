"""The best route of each origin, without what only a whole row tells (categories, first day): several times as fast."""

from dataclasses import dataclass

from graphdb.answers import Place, Route
from graphdb.graph import Graph
from graphdb.questions.parameters import Filters
from graphdb.questions.rows import origin_rows, standings
from graphdb.questions.search_routes import Search
from graphdb.questions.telling import tell_place, tell_route
from graphdb.rules.target import target_places

__all__ = ["BestRoute", "best_of_each"]


@dataclass(frozen=True, slots=True)
class BestRoute:
    """An origin with its best route; ``sure``: in every reading of the dates."""

    origin: Place
    sure: bool
    route: Route


def best_of_each(graph: Graph, target: str, filters: Filters) -> tuple[BestRoute, ...]:
    """The origins that reach the target as ``reach`` says. Raises UnknownId and BadParameter as ``reach`` does."""
    filters.check(graph)
    mask = target_places(graph.network, graph.place(target)).mask
    search = Search(graph, filters, mask, mask)
    if filters.categories:
        rows = origin_rows(graph, search, standings(search), ~mask)
        return tuple(BestRoute(row.origin, row.sure, row.route) for row in rows)
    surely = search.reaching(filters.question, sure=True)
    possibly = search.reaching(filters.question, sure=False) & ~surely
    return tuple(
        BestRoute(tell_place(graph, origin), sure, tell_route(graph, route, filters, sure=sure))
        for origins, sure in ((surely, True), (possibly, False))
        for origin, route in search.routes(origins, sure=sure).items()
    )
