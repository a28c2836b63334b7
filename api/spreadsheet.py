"""Answers as CSV: one row an origin or a place, or one row a hop. No cell can be taken for a formula, and none holds
control characters."""

import csv
import io
from collections.abc import Iterable

from graphdb.answer_rows import RoutedAnswer, answer_rows, filters_of
from graphdb.answers import Hop, Place
from graphdb.graph import Graph
from graphdb.questions.outward import OutwardAnswer
from graphdb.questions.parameters import Filters
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.route import RouteAnswer
from graphdb.questions.rows import OriginRow
from graphdb.sentences import hop_words, route_sentence
from graphdb.texts import visible

__all__ = ["COLUMNS", "HOP_COLUMNS", "from_lines", "hop_lines", "lines_of_cells", "reach_lines", "route_lines"]

COLUMNS = (
    "origin_id",
    "origin_name",
    "origin_kind",
    "operator_id",
    "operator_name",
    "part_of",
    "target_id",
    "target_name",
    "evidence",
    "publishers",
    "standing",
    "sure",
    "route",
    "mechanisms",
    "assumed_joins",
    "first_reached_earliest",
    "first_reached_latest",
    "start_known",
    "last_attested",
    "agreements",
    "legal_actions",
    "disputes",
    "source_urls",
    "question",
    "as_of",
    "release",
    "bases",
    "states",
    "use_barred_since",
    "sentence",
    "notes",
    "truncated",
)
"""The columns, which keep their names and order. ``truncated`` is about the whole answer: more rows than the limit were
found. Several values in a cell are joined by `` | ``."""

HOP_COLUMNS = (
    "row",
    "section",
    "origin_id",
    "origin_name",
    "target_id",
    "target_name",
    "row_evidence",
    "row_standing",
    "row_sure",
    "route",
    "hop",
    "hops",
    "weakest",
    "flow",
    "from_id",
    "from_name",
    "to_id",
    "to_name",
    "mechanism",
    "leaves_copy",
    "basis",
    "evidence",
    "publishers",
    "publisher_names",
    "assumed_join",
    "state",
    "state_since",
    "state_sure",
    "state_why",
    "start",
    "start_known",
    "ended",
    "last_attested",
    "agreement",
    "agreement_title",
    "agreement_state",
    "agreement_ran_out",
    "categories",
    "categories_complete",
    "use_barred_since",
    "legal_actions",
    "disputes",
    "quote",
    "sources",
    "source_urls",
    "archived_urls",
    "question",
    "as_of",
    "release",
    "sentence",
    "note",
    "truncated",
)
"""The columns of one row a hop, which keep their names and order. ``row`` and ``hop`` count from 1; ``weakest`` marks the
hop that gives the row its grade."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for the start of a formula; the last four are the wide forms of the first."""


def reach_lines(graph: Graph, answer: ReachAnswer) -> str:
    """What reaches a target: datasets, then organizations."""
    rows = [(answer.target, row) for row in (*answer.datasets, *answer.organizations)]
    return _lines(graph, answer.release, answer.parameters.filters, rows, truncated=answer.truncated)


def from_lines(graph: Graph, answer: OutwardAnswer) -> str:
    """What an origin reaches."""
    rows = [(reached.place, reached.row) for reached in answer.places]
    return _lines(graph, answer.release, answer.parameters.filters, rows, truncated=answer.truncated)


def route_lines(graph: Graph, answer: RouteAnswer) -> str:
    """How an origin reaches a target: one row, or none where no route is known."""
    rows = [(answer.target, answer.row)] if answer.row else []
    return _lines(graph, answer.release, answer.parameters.filters, rows, truncated=False)


def hop_lines(graph: Graph, answer: RoutedAnswer) -> str:
    """The routes of any answer that holds routes, one row a hop."""
    filters = filters_of(answer)
    asked = (filters.question.value, filters.as_of.isoformat(), answer.release)
    lines = []
    for number, one in enumerate(answer_rows(answer), 1):
        names = (one.origin.id, one.origin.name, one.target.id, one.target.name)
        about = (number, one.section, *names, one.route.evidence.value, one.standing.value, one.sure, one.route.id)
        for at, hop in enumerate(one.route.hops):
            place = (at + 1, len(one.route.hops), at == one.route.weakest)
            lines.append((*about, *place, *_one_hop(graph, hop), *asked, hop_words(hop), hop.note, answer.truncated))
    return lines_of_cells(HOP_COLUMNS, lines)


def _one_hop(graph: Graph, hop: Hop) -> tuple[object, ...]:
    sources = graph.sources(hop.sources)
    return (
        *(hop.flow, hop.source.id, hop.source.name, hop.target.id, hop.target.name),
        *(hop.mechanism.value, hop.leaves_copy, hop.basis.value, hop.evidence.value),
        *(len(hop.publishers), list(hop.publishers), hop.assumed_join),
        *(hop.state, hop.state_since, hop.state_sure, hop.state_why),
        *(hop.start, hop.start_known, hop.ended, hop.last_attested),
        *(hop.agreement, hop.agreement_title, hop.agreement_state, hop.agreement_ran_out),
        *(list(hop.categories), hop.categories_complete, hop.use_barred_since),
        dict.fromkeys(touch.name for touch in hop.legal_actions),
        [f"{dispute.by}: {dispute.says}" for dispute in hop.disputes],
        graph.flow(hop.flow).quote,
        [source.id for source in sources],
        [source.url for source in sources],
        [source.archived_url for source in sources if source.archived_url],
    )


def _lines(
    graph: Graph, release: str, filters: Filters, rows: Iterable[tuple[Place, OriginRow]], *, truncated: bool
) -> str:
    asked = (filters.question.value, filters.as_of.isoformat(), release)

    def cells(target: Place, row: OriginRow) -> Iterable[object]:
        words = route_sentence(row.route, target, row.deciding)
        return *_place_cells(row.origin, target), *_cells(graph, row), *asked, *_hop_cells(row, words), truncated

    return lines_of_cells(COLUMNS, (cells(target, row) for target, row in rows))


def lines_of_cells(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """CSV as RFC 4180 has it, with a line of column names, and every cell made safe (``_cell``)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for cells in rows:
        writer.writerow([_cell(value) for value in cells])
    return text.getvalue()


def _place_cells(origin: Place, target: Place) -> tuple[str | None, ...]:
    own = (origin.id, origin.name, origin.kind, origin.operator, origin.operator_name, origin.part_of)
    return (*own, target.id, target.name)


def _cells(graph: Graph, row: OriginRow) -> tuple[object, ...]:
    hops, first = row.route.hops, row.first_reached
    disputes = [f"{dispute.by}: {dispute.says}" for hop in hops for dispute in hop.disputes]
    return (
        row.route.evidence.value,
        row.route.publishers,
        row.standing.value,
        row.sure,
        row.route.id,
        [hop.mechanism.value for hop in hops],
        row.route.assumed_joins,
        first.earliest,
        first.latest,
        first.start_known,
        row.route.last_attested,
        dict.fromkeys(hop.agreement_title for hop in hops if hop.agreement_title),
        dict.fromkeys(touch.name for hop in hops for touch in hop.legal_actions),
        dict.fromkeys(disputes),
        dict.fromkeys(source.url for hop in hops for source in graph.sources(hop.sources)),
    )


def _hop_cells(row: OriginRow, sentence: str) -> tuple[object, ...]:
    hops = row.route.hops
    barred = dict.fromkeys(hop.use_barred_since for hop in hops if hop.use_barred_since)
    notes = dict.fromkeys(hop.note for hop in hops if hop.note)
    return [hop.basis.value for hop in hops], [hop.state for hop in hops], barred, sentence, notes


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        value = " | ".join(map(str, value))
    text = str(value)
    guarded = f"'{text}" if text.startswith(_FORMULA) else text
    return visible(guarded)
