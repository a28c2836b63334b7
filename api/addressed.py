"""From an address of this API to its answer, without a server: the command line takes the addresses that the web has."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from pydantic import BaseModel, ValidationError

from api.cite import pinned
from api.every_question import EVERY_QUESTION
from api.formats import Answered
from api.negotiation import split_suffix
from api.parameters import AskedRecord, read_known_at
from api.records import current_id, record_answer, record_of
from graphdb.errors import BadParameter
from graphdb.graph import Graph

__all__ = ["CITED_QUESTIONS", "answered_at"]

_RECORDS = ("records", "sources")
CITED_QUESTIONS = frozenset({*EVERY_QUESTION, *(f"{name}/id" for name in _RECORDS)})
"""The answers that can be cited and bundled: those about one release, and single records."""

_LONGEST = 4000
_HINT = "Such as reach/ice?as_of=2026-01-01, route/tecs/ice or records/ice."


def answered_at(address: str, load: Callable[[str | None], Graph]) -> Answered:
    """The answer that an address gives: with or without the host and the version, with a query or not.

    ``load`` gives the graph of a release, as ``Graphs.get`` does.

    Raises:
        BadParameter: the address is none of a question or a record, or a parameter cannot be read.
        UnknownId: there is no such place or record.
    """
    if len(address) > _LONGEST:
        raise BadParameter("The address is too long.", _HINT)
    parts = urlsplit(address)
    answer: Any
    public: BaseModel
    current: tuple[str, ...]
    question, *ids = [unquote(part) for part in parts.path.removeprefix("/v1/").strip("/").split("/")]
    if ids:
        ids[-1] = split_suffix(ids[-1])[0]
    query: dict[str, list[str]] = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=200):
        query.setdefault(name, []).append(value)
    if question in _RECORDS and len(ids) == 1:
        asked = _asked(AskedRecord, query)
        graph = load(read_known_at(asked))
        record = record_of(graph, current_id(graph, ids[0]))
        current, answer, public = (record.id,), record, record_answer(graph, record)
    elif (of := EVERY_QUESTION.get(question)) is not None and len(ids) == of.places:
        asked = _asked(of.asked, query)
        graph = load(read_known_at(asked))
        current = tuple(graph.resolve(id_) for id_ in ids)
        answer = of.answered(graph, current, asked)
        public = of.public(graph, answer, asked)
    else:
        raise BadParameter(f"{address[:200]!r} is no address of an answer or a record.", _HINT)
    pairs = [(name, value) for name, values in query.items() for value in values]
    path = f"/v1/{'/'.join((question, *current))}?{urlencode(pairs)}"
    return Answered(graph, question, answer, public, pinned(path, public))


def _asked(kind: type[Any], query: dict[str, list[str]]) -> Any:
    """The parameters of a query. Raises BadParameter for one that is not known, given twice or too long."""
    given: dict[str, Any] = {}
    for name, values in query.items():
        field = kind.model_fields.get(name)
        if field is None:
            raise BadParameter(f"There is no parameter {name!r} here.", "See docs/http.md for those there are.")
        is_list = field.default_factory is not None
        if len(values) > 1 and not is_list:
            raise BadParameter(f"{name} is given more than once.", "Give it once.")
        given[name] = values if is_list else values[0]
    try:
        return kind(**given)
    except ValidationError as reason:
        names = ", ".join(dict.fromkeys(str(fault["loc"][0]) for fault in reason.errors()))
        raise BadParameter(f"The value of {names} is missing or too long.", _HINT) from reason
