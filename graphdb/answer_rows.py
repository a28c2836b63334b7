"""The routes of an answer in one shape, whichever question it answers: what pictures, tables and exports are made of."""

from dataclasses import dataclass

from graphdb.answers import Deciding, Hop, Place, Route, Standing
from graphdb.questions.outward import OutwardAnswer
from graphdb.questions.parameters import Filters
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.route import RouteAnswer
from graphdb.questions.routes import RoutesAnswer
from graphdb.questions.rows import OriginRow, ParentReach
from graphdb.sentences import route_sentence

__all__ = ["ROUTED", "AnswerRow", "RoutedAnswer", "answer_rows", "every_hop", "filters_of", "rows_apart"]

RoutedAnswer = ReachAnswer | OutwardAnswer | RouteAnswer | RoutesAnswer
"""The answers that hold routes."""

ROUTED = frozenset({"reach", "from", "route", "routes"})
"""The questions that they answer."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One route of an answer. ``section``: the list in which the answer has it. ``row``: all that is said of the origin,
    where the answer is made of rows (that of ``routes`` is not)."""

    section: str
    origin: Place
    target: Place
    route: Route
    standing: Standing
    sure: bool
    deciding: Deciding | None
    row: OriginRow | None

    @property
    def sentence(self) -> str:
        """The route in words."""
        return route_sentence(self.route, self.target, self.deciding)


def answer_rows(answer: RoutedAnswer) -> tuple[AnswerRow, ...]:
    """The rows of an answer in its own order: what its counts count."""
    if isinstance(answer, ReachAnswer):
        return (
            *(_of_row("datasets", answer.target, row) for row in answer.datasets),
            *(_of_row("organizations", answer.target, row) for row in answer.organizations),
        )
    if isinstance(answer, OutwardAnswer):
        return tuple(_of_row("places", reached.place, reached.row) for reached in answer.places)
    if isinstance(answer, RouteAnswer):
        return (_of_row("route", answer.target, answer.row),) if answer.row else ()
    return tuple(
        AnswerRow(
            section="routes",
            origin=answer.origin,
            target=answer.target,
            route=one.route,
            standing=one.route.standing,
            sure=one.sure,
            deciding=one.deciding,
            row=None,
        )
        for one in answer.routes
    )


def rows_apart(answer: RoutedAnswer) -> tuple[AnswerRow, ...]:
    """What the answer tells apart from its rows, since it is no answer to the question: what reaches only an organization
    above the target, and the best route over flows that are not confirmed."""
    if isinstance(answer, ReachAnswer):
        return _above(answer.reaches_parent)
    if isinstance(answer, RouteAnswer):
        said = (_of_row("unconfirmed", answer.target, answer.unconfirmed),) if answer.unconfirmed else ()
        return (*_above(answer.reaches_parent), *said)
    return ()


def every_hop(rows: tuple[AnswerRow, ...]) -> dict[str, Hop]:
    """The hops of rows by the ids of their flows, in the order in which they come up. That a join is assumed is a thing of
    the route: ask ``route.hops`` for it."""
    return {hop.flow: hop for one in rows for hop in one.route.hops}


def filters_of(answer: RoutedAnswer) -> Filters:
    """The filters of the question."""
    return answer.parameters.filters


def _above(reached: tuple[ParentReach, ...]) -> tuple[AnswerRow, ...]:
    return tuple(_of_row("reaches_parent", one.parent, row) for one in reached for row in one.rows)


def _of_row(section: str, target: Place, row: OriginRow) -> AnswerRow:
    return AnswerRow(section, row.origin, target, row.route, row.standing, row.sure, row.deciding, row)
