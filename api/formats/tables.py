"""The answers to the further questions as CSV: a table a question, with columns that keep their names and order.

A column ``row`` says what a row is about, where a question has rows of several kinds; what a kind does not have is empty.
The last columns are the same for all: ``COMMON``. Several values in a cell are joined by `` | ``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from api.formats import Answered, Format
from api.formats.table_rows import (
    Row,
    categories_rows,
    changes_rows,
    choke_points_rows,
    compare_rows,
    coverage_rows,
    law_rows,
    leads_rows,
    people_rows,
    routes_rows,
    timeline_rows,
    what_if_rows,
)
from api.spreadsheet import lines_of_cells
from graphdb.graph import Graph
from graphdb.questions.compare import CompareParameters

__all__ = ["COMMON", "QUESTION_TABLES", "TABLES", "Table", "table_lines"]

COMMON: Mapping[str, str] = {
    "target_id": "The target asked about.",
    "question": "flowing, held or ever.",
    "as_of": "The day asked about.",
    "release": "The release that answers.",
    "truncated": "Whether a limit cut the whole answer off.",
}
"""The last columns of every table, with what they mean."""

_ORIGIN = {
    "origin_id": "The origin.",
    "origin_name": "Its name.",
    "origin_kind": "dataset, or organization for unnamed data.",
}
_BEFORE_AND_AFTER = {
    "sure_before": "Whether it surely reached.",
    "sure_after": "Whether it surely reaches.",
    "evidence_before": "The grade of its best route before.",
    "evidence_after": "The grade of its best route after.",
    "route_before": "The flows of its best route before.",
    "route_after": "The flows of its best route after.",
}


@dataclass(frozen=True, slots=True)
class Table:
    """``columns``: before the common ones, with what they mean. ``rows``: from the answer, by name of column."""

    columns: Mapping[str, str]
    rows: Callable[[Any], Iterable[Row]]


def table_lines(graph: Graph, question: str, answer: Any) -> str:
    """The answer to a further question as CSV (RFC 4180), safe in a spreadsheet. ``question``: as in its address."""
    table = TABLES[question]
    columns = (*table.columns, *COMMON)
    common = _common(answer)
    rows = [common | _with_addresses(graph, row) for row in table.rows(answer)]
    return lines_of_cells(columns, ([row.get(column) for column in columns] for row in rows))


def _with_addresses(graph: Graph, row: Row) -> Row:
    """The row with the addresses of the sources of which it has the ids."""
    sources = row.get("sources")
    if not isinstance(sources, list):
        return row
    return row | {"source_urls": [source.url for source in graph.sources(sources)]}


def _common(answer: Any) -> Row:
    parameters = answer.parameters
    filters = parameters.first if isinstance(parameters, CompareParameters) else parameters.filters
    target = getattr(answer, "target", None)
    return {
        "target_id": target.id if target is not None else getattr(parameters, "target", None),
        "question": filters.question.value,
        "as_of": filters.as_of.isoformat(),
        "release": answer.release,
        "truncated": bool(getattr(answer, "truncated", False)),
    }


TABLES: Mapping[str, Table] = {
    "routes": Table(
        {
            "row": "route, or direct: a flow straight from the origin to the target as it stands.",
            "position": "1 for the best route.",
            **_ORIGIN,
            "route": "Its flows, in order.",
            "sure": "Whether it is one in every reading of the dates.",
            "deciding_date": "The date that decides, where it is not sure.",
            "standing": "Whether data flows, is held, or ever came by it.",
            "evidence": "The grade of its weakest hop.",
            "publishers": "How many independent publishers its weakest hop has.",
            "assumed_joins": "How many joins are assumed.",
            "places": "The places it passes.",
            "mechanisms": "Of its hops.",
            "states": "Of its hops on the day.",
            "agreements": "Ids of the agreements it rests on.",
            "sources": "Ids of the sources of its hops.",
            "source_urls": "Their addresses.",
            "without_shared_place": "Whether it is one of the most routes that share no place.",
            "without_shared_agreement": "Whether it is one of the most routes that share no agreement.",
        },
        routes_rows,
    ),
    "choke-points": Table(
        {
            "row": "unit (an agreement, or a flow without one), or place.",
            "id": "Its id.",
            "title": "Its title or name.",
            "kind": "Its kind.",
            "flows": "The flows that go with it.",
            "databases": "How many databases have no known route without it.",
            "origins": "The origins that have none.",
            "on_every_route": "Whether it is on every known route.",
            "in_smallest_cut": "Whether it is in the smallest set whose end leaves no route.",
            "cut_at_least": "No set of fewer does.",
            "cut_proven": "Whether that is the size of the set.",
            "shares_exact": "Whether every origin that depends on a unit is listed.",
        },
        choke_points_rows,
    ),
    "timeline": Table(
        {
            "row": "change, or state: an entry in the history of a flow or an agreement.",
            "day": "The day.",
            **_ORIGIN,
            "change": "came, went, grade, sure or unsure.",
            **_BEFORE_AND_AFTER,
            "because_of": "The flows that did it, or the record of the state.",
            "dates": "The dates of their entries, as precise as the sources.",
            "states": "The states these brought.",
            "agreements": "Their agreements.",
            "legal_actions": "The legal actions behind them.",
            "why": "Why, as the records say.",
            "databases": "How many databases surely reach from the day on.",
            "possible": "How many more do so possibly.",
        },
        timeline_rows,
    ),
    "law": Table(
        {
            "legal_action_id": "The legal action.",
            "name": "Its name.",
            "kind": "suit, appeal, audit or investigation.",
            "court": "Id of the court.",
            "status": "pending, decided, settled, dismissed or withdrawn.",
            "outcome": "What came of it so far.",
            "filed": "When it was filed.",
            "touches": "Flows on a way to the target that it touches.",
            "blocked": "Those that it holds up on the day.",
            "use_barred": "Those whose copy it forbids to use.",
            "stopped": "Origins on the way over a blocked flow that surely flow by no way.",
            "copies": "Those of them of which the target surely holds data.",
            "still_flowing": "Origins on the way over a blocked flow that flow by another way.",
            "sources": "Ids of its sources.",
            "source_urls": "Their addresses.",
        },
        law_rows,
    ),
    "what-if": Table(
        {
            "row": "went, came or changed.",
            **_ORIGIN,
            "differs": "In what the rows of an origin in both answers differ.",
            **_BEFORE_AND_AFTER,
            "copy_stays": "Whether the target would still hold a copy of its data.",
        },
        what_if_rows,
    ),
    "compare": Table(
        {
            "row": "only_first, only_second, changed or alike.",
            **_ORIGIN,
            "differs": "In what the rows of an origin in both answers differ.",
            **_BEFORE_AND_AFTER,
            "second_target_id": "The target of the second answer.",
            "second_question": "flowing, held or ever, of the second answer.",
            "second_as_of": "The day of the second answer.",
            "sides_differ_in": "The filters in which the two questions differ.",
        },
        compare_rows,
    ),
    "categories": Table(
        {
            "category": "Id of the category.",
            "label": "Its name.",
            **_ORIGIN,
            "fate": "listed, possible, stripped or added.",
            "decided_by": "The flow that strips it, leaves it open or adds it.",
            "sure": "Whether the origin surely reaches.",
            "route": "The best route by which it arrives so, where one origin and category are asked about.",
        },
        categories_rows,
    ),
    "people": Table(
        {
            "row": "bounds, figure or without_figure.",
            "what": "held, affected, matched, requested or covered; never mixed.",
            "lower": "At least so many: the largest figure.",
            "upper": "At most so many: the sum of the figures.",
            "count": "What a source says.",
            "count_as_of": "As of when.",
            "record": "Id of the dataset or flow.",
            **_ORIGIN,
            "counted": "Whether it is in the bounds.",
            "sources": "Ids of the sources that give it.",
            "source_urls": "Their addresses.",
        },
        people_rows,
    ),
    "coverage": Table(
        {
            "row": "source_kind, topic, no_known_route, one_publisher, aggregator or old.",
            "id": "The kind, the topic, the dataset or the origin.",
            "name": "Its name.",
            "sources": "How many sources.",
            "newest_source": "The date of the newest.",
            "datasets": "How many datasets.",
            "flows": "How many flows.",
            "flow": "The flows that leave the dataset, or the hop on which the best route hangs.",
            "publishers": "The independent publishers of that hop.",
            "last_attested": "The last date at which it is attested.",
        },
        coverage_rows,
    ),
    "leads": Table(
        {
            "row": "upgrade or expiring.",
            "position": "1 for the first.",
            "id": "The flow, or the agreement.",
            "title": "Title of the agreement.",
            "evidence": "The grade of the flow now.",
            "state": "Its state on the day.",
            "databases": "How many databases a document would change.",
            "origins": "The origins that would do better.",
            "expires": "When the agreement expires.",
            "flows": "Its flows on a way to the target.",
            "request": "What to ask for, and whom.",
        },
        leads_rows,
    ),
    "changes": Table(
        {
            "row": "record or answer.",
            "what": "added, withdrawn, renamed or corrected; came, went or changed.",
            "kind": "The kind of the record or the origin.",
            "id": "Its id.",
            "name": "Its name.",
            "key": "What was corrected; a row a key.",
            "before": "Its value before as JSON, or the grade and flows of the best route before.",
            "after": "So after.",
            "now": "The id now, where it was renamed.",
            "differs": "In what the answer differs.",
            "because": "Changed records on which the routes rest.",
            "before_release": "The earlier release.",
        },
        changes_rows,
    ),
}
"""The table of every further question, by its name in the address."""


def _write(answered: Answered) -> bytes:
    return table_lines(answered.graph, answered.question, answered.answer).encode()


QUESTION_TABLES = Format("csv", "text/csv", "CSV, the rows of a further question", _write, questions=frozenset(TABLES))
