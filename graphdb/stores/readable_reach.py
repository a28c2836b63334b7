"""The table ``reach_ice``: what reached ICE up to the day of publication, one row a dataset or organization.

A table cannot ask: it holds the answer of ``graphdb.questions.reach`` to the question ``ever``, with the standing of each
origin on the day in ``as_of``. Ask datareach itself about other days, targets and filters.
"""

import datetime
from collections.abc import Iterator

from graphdb.release import Release
from graphdb.stores.readable_rows import Row

__all__ = ["reach_ice"]


def reach_ice(release: Release, day: datetime.date) -> Iterator[Row]:
    """The rows; none where the release has no place with the id ``ice``."""
    # The questions bring NumPy, which a reader of the store need not wait for.
    from graphdb.graph import Graph  # noqa: PLC0415
    from graphdb.questions.parameters import Filters, Question  # noqa: PLC0415
    from graphdb.questions.reach import ReachParameters, ask  # noqa: PLC0415
    from graphdb.sentences import route_sentence  # noqa: PLC0415

    graph = Graph(release)
    if "ice" not in graph.place_number:
        return
    filters = Filters(as_of=day, question=Question.ever)
    answer = ask(graph, ReachParameters("ice", filters, limit=max(1, len(graph.places))))
    for row in answer.datasets + answer.organizations:
        first, route = row.first_reached, row.route
        yield (
            row.origin.id,
            row.origin.name,
            row.origin.kind,
            row.standing.value,
            int(row.sure),
            route.evidence.value,
            route.publishers,
            len(route.hops),
            route.id,
            first.earliest,
            first.latest,
            route.last_attested,
            int(any(hop.disputes for hop in route.hops)),
            route_sentence(route, answer.target, row.deciding),
            day.isoformat(),
        )
