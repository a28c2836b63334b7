"""Columns that are added to matched records: what is known of their way to ICE, as the question ``reach`` answers it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from api.asking import ask_reach
from api.parameters import AskedRows, today
from api.reconcile.kinds import TYPES
from api.reconcile.models import Extended, ExtendQuery, Property, Value
from graphdb.answers import FirstReached
from graphdb.errors import BadParameter, UnknownId
from graphdb.graph import Graph
from graphdb.model import Dataset, Organization, Record
from graphdb.questions.parameters import MOST_ROWS
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.rows import OriginRow
from graphdb.sentences import route_sentence
from graphdb.stores.names import names_of

__all__ = ["PROPERTIES", "extend"]

_MOST_ANSWERS = 3
"""So many different settings may be asked for at a time: each is an answer of its own."""


@dataclass(frozen=True, slots=True)
class _Reached:
    """An answer about what reaches a target, by origin."""

    answer: ReachAnswer
    rows: dict[str, OriginRow]
    inside: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Column:
    """A property: of every record, or of a place that may reach the target."""

    property: Property
    of_record: Callable[[Graph, Record], list[Value]] | None = None
    of_place: Callable[[Graph, _Reached, str], list[Value]] | None = None


def _text(text: str | None) -> list[Value]:
    return [{"str": text}] if text else []


def _of_row(tell: Callable[[_Reached, OriginRow], list[Value]]) -> Callable[[Graph, _Reached, str], list[Value]]:
    """A column that is empty where no route is known."""
    return lambda _, reached, id_: tell(reached, reached.rows[id_]) if id_ in reached.rows else []


def _reaches(_: Graph, reached: _Reached, id_: str) -> list[Value]:
    """Never "no": that no route is known does not mean that there is none."""
    if id_ in reached.inside:
        return _text(f"a place of {reached.answer.target.short}")
    row = reached.rows.get(id_)
    return _text("no known route" if row is None else "known route" if row.sure else "possible route")


def _first(first: FirstReached) -> str | None:
    """When data was there first, as exactly as the dates of the sources allow."""
    if first.earliest is None and first.latest is None:
        return None
    if not first.start_known:
        return f"by {first.latest or first.earliest} (start not known)"
    if first.earliest == first.latest:
        return first.earliest
    return f"between {first.earliest or 'an unknown day'} and {first.latest or 'an unknown day'}"


def _address(graph: Graph, reached: _Reached, id_: str) -> list[Value]:
    """The permanent address of the route's own answer."""
    if id_ not in reached.rows:
        return []
    filters = reached.answer.parameters.filters
    query = {"as_of": filters.as_of.isoformat(), "known_at": graph.name, "question": filters.question.value}
    return _text(f"/v1/route/{id_}/{reached.answer.target.id}?{urlencode(query)}")


def _operator(graph: Graph, record: Record) -> list[Value]:
    if not isinstance(record, Dataset):
        return []
    return [{"id": record.operator, "name": names_of(graph.records[record.operator]).all[0].shown}]


_COLUMNS: dict[str, _Column] = {
    column.property.id: column
    for column in (
        _Column(
            Property(
                id="reaches",
                name="reaches ICE",
                description="known route, possible route (it depends on an imprecise date), no known route, or a place of it.",
            ),
            of_place=_reaches,
        ),
        _Column(
            Property(
                id="grade", name="grade", description="documented, official, reported or alleged: of the weakest hop."
            ),
            of_place=_of_row(lambda _, row: _text(row.route.evidence.value)),
        ),
        _Column(
            Property(
                id="first_reached",
                name="first reached",
                description="The first day on which data was there, as exact as the sources.",
            ),
            of_place=_of_row(lambda _, row: _text(_first(row.first_reached))),
        ),
        _Column(
            Property(id="standing", name="standing", description="flowing, held or ever, by the best route."),
            of_place=_of_row(lambda _, row: _text(row.standing.value)),
        ),
        _Column(
            Property(id="how", name="how it reaches ICE", description="The best route in words."),
            of_place=_of_row(
                lambda reached, row: _text(route_sentence(row.route, reached.answer.target, row.deciding))
            ),
        ),
        _Column(
            Property(id="hops", name="hops", description="Flows of the best route."),
            of_place=_of_row(lambda _, row: [{"int": len(row.route.hops)}]),
        ),
        _Column(
            Property(
                id="publishers", name="independent publishers", description="Of the weakest hop of the best route."
            ),
            of_place=_of_row(lambda _, row: [{"int": row.route.publishers}]),
        ),
        _Column(
            Property(
                id="last_attested", name="last attested", description="The earliest of its hops' last attestations."
            ),
            of_place=_of_row(lambda _, row: _text(row.route.last_attested)),
        ),
        _Column(
            Property(
                id="address", name="permanent address", description="Where the route stands with all its evidence."
            ),
            of_place=_address,
        ),
        _Column(
            Property(id="operator", name="operator", description="Of a dataset: the organization that runs it."),
            of_record=_operator,
        ),
        _Column(
            Property(id="kind", name="kind of record", description="dataset, organization, agreement or legal_action."),
            of_record=lambda _, record: _text(record.kind_name),
        ),
        _Column(
            Property(id="abbreviation", name="abbreviation", description="Of an organization."),
            of_record=lambda _, record: _text(getattr(record, "abbreviation", None)),
        ),
    )
}

PROPERTIES: tuple[Property, ...] = tuple(column.property for column in _COLUMNS.values())
"""The columns that can be added."""

_SETTINGS = ("target", "question", "as_of")


def extend(graph: Graph, query: ExtendQuery) -> Extended:
    """The values of the columns asked for. An id that no record has gets empty cells.

    Raises:
        BadParameter: a property, setting or value that does not exist, or too many different settings.
        UnknownId: a target that does not exist.
    """
    columns: list[tuple[_Column, _Reached | None]] = []
    answers: dict[tuple[str, str, str], _Reached] = {}
    for asked in query.properties:
        column = _COLUMNS.get(asked.id)
        if column is None:
            raise BadParameter(f"There is no property {asked.id!r}.", f"Properties: {', '.join(_COLUMNS)}.")
        settings = _settings(asked.settings)
        if column.of_place is not None and settings not in answers:
            if len(answers) == _MOST_ANSWERS:
                raise BadParameter(f"More than {_MOST_ANSWERS} different settings are asked for.", "Ask several times.")
            answers[settings] = _reached(graph, *settings)
        columns.append((column, answers.get(settings)))
    meta = [
        {"id": column.property.id, "name": _column_name(column, reached)}
        | ({"type": TYPES["organization"]} if column.property.id == "operator" else {})
        for column, reached in columns
    ]
    rows = {
        id_: {column.property.id: _cell(graph, column, reached, id_) for column, reached in columns}
        for id_ in query.ids
    }
    return Extended.model_validate({"meta": meta, "rows": rows})


def _column_name(column: _Column, reached: _Reached | None) -> str:
    """The name of a column, with the target that was asked about."""
    return column.property.name if reached is None else column.property.name.replace("ICE", reached.answer.target.short)


def _cell(graph: Graph, column: _Column, reached: _Reached | None, id_: str) -> list[Value]:
    try:
        record = graph.record(id_)
    except UnknownId:
        return []
    if column.of_record is not None:
        return column.of_record(graph, record)
    if column.of_place is None or reached is None or not isinstance(record, Dataset | Organization):
        return []
    return column.of_place(graph, reached, record.id)


def _settings(given: dict[str, object]) -> tuple[str, str, str]:
    for name, value in given.items():
        if name not in _SETTINGS or not isinstance(value, str) or len(value) > 200:
            raise BadParameter(f"The setting {name!r} is not known or its value is no text.", f"Settings: {_SETTINGS}.")
    target, question, day = (str(given.get(name) or "") for name in _SETTINGS)
    return target or "ice", question or "flowing", day or today().isoformat()


@lru_cache(maxsize=8)
def _reached(graph: Graph, target: str, question: str, as_of: str) -> _Reached:
    asked = AskedRows(question=question, as_of=as_of, limit=str(MOST_ROWS))
    answer = ask_reach(graph, target, asked)
    rows = {row.origin.id: row for row in answer.datasets + answer.organizations}
    return _Reached(answer, rows, frozenset(place.id for place in answer.stands_for))
