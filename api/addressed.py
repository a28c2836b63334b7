"""From an address of this API to its answer, without a server: the command line takes the addresses that the web has."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from pydantic import BaseModel, ValidationError

from api.answering import from_answer, reach_answer, route_answer
from api.asking import ask_from, ask_reach, ask_route
from api.cite import pinned
from api.formats import Answered
from api.further_asking import QUESTIONS
from api.parameters import Asked, AskedRecord, AskedRows, read_known_at
from api.records import current_id, record_answer, record_of
from graphdb.errors import BadParameter
from graphdb.graph import Graph

__all__ = ["CITED_QUESTIONS", "answered_at"]

Ask = Callable[..., Any]
_FIRST: dict[str, tuple[int, type[Asked], Ask, Ask]] = {
    "reach": (1, AskedRows, ask_reach, reach_answer),
    "from": (1, AskedRows, ask_from, from_answer),
    "route": (2, Asked, ask_route, route_answer),
}
_RECORDS = "records"
CITED_QUESTIONS = frozenset({*_FIRST, *QUESTIONS, _RECORDS})
"""The questions of which an answer is about one release, so that it can be cited and bundled."""

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
    query: dict[str, list[str]] = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=200):
        query.setdefault(name, []).append(value)
    if question == _RECORDS and len(ids) == 1:
        graph = load(read_known_at(_asked(AskedRecord, query)))
        record = record_of(graph, current_id(graph, ids[0]))
        answer, public, current = record, record_answer(graph, record), (record.id,)
    elif question in _FIRST and len(ids) == _FIRST[question][0]:
        _, kind, ask, make_public = _FIRST[question]
        asked = _asked(kind, query)
        graph = load(read_known_at(asked))
        current = tuple(graph.resolve(id_) for id_ in ids)
        answer = ask(graph, *current, asked)
        public = make_public(graph, answer, asked)
    elif question in QUESTIONS and len(ids) == len(QUESTIONS[question].places):
        further = QUESTIONS[question]
        asked = _asked(further.asked, query)
        graph = load(read_known_at(asked))
        current = tuple(graph.resolve(id_) for id_ in ids)
        answer = further.answered(graph, current, asked)
        public = further.public(graph, answer, asked)
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
