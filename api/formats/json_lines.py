"""JSON Lines of an answer: one line about the answer, then one a row, each with all its evidence."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from api.answering import Filler, public_deciding, public_place
from api.formats import Answered, Format
from graphdb.answer_network import sentence_of
from graphdb.answer_rows import ROUTED, AnswerRow, answer_rows, filters_of, rows_apart
from graphdb.graph import Graph
from graphdb.texts import MISLEADING

__all__ = ["JSON_LINES"]

Line = dict[str, Any]


def _write(answered: Answered) -> bytes:
    return "".join(f"{_text(line)}\n" for line in _lines(answered)).encode()


def _text(line: Line) -> str:
    """One line of JSON, in which characters that mislead stand as escapes."""
    return MISLEADING.sub(lambda match: json.dumps(match.group())[1:-1], json.dumps(line, ensure_ascii=False))


JSON_LINES = Format("jsonl", "application/jsonl", "JSON Lines, one a row", _write, ROUTED)


def _lines(answered: Answered) -> Iterator[Line]:
    """The first line says how many rows follow: a file that was cut off on its way shows. Rows apart (``counted`` false)
    come last: they are no rows of the answer."""
    answer, public = answered.answer, answered.public.model_dump(mode="json")
    rows, apart = answer_rows(answer), rows_apart(answer)
    shared = {
        "release": answer.release,
        "question": filters_of(answer).question.value,
        "as_of": filters_of(answer).as_of.isoformat(),
        "truncated": answer.truncated,
    }
    told: Line = {
        name: public[name] for name in ("outcome", "parameters", "coverage", "counts", "people") if name in public
    }
    yield {
        "kind": "answer",
        **shared,
        "address": answered.address,
        "sentence": sentence_of(answer),
        "rows": len(rows),
        "apart": len(apart),
        **told,
    }
    for number, one in enumerate(rows, 1):
        yield {"kind": "row", "row": number, "counted": True, **shared, **_row(answered.graph, one)}
    for one in apart:
        yield {"kind": "row", "row": None, "counted": False, **shared, **_row(answered.graph, one)}


def _row(graph: Graph, one: AnswerRow) -> Line:
    filler = Filler(graph)
    if one.row is not None:
        told = _plain(filler.row(one.row, one.target))
    else:
        deciding = public_deciding(one.deciding)
        told = {
            "origin": _plain(public_place(one.origin)),
            "standing": one.standing.value,
            "sure": one.sure,
            "deciding": _plain(deciding) if deciding else None,
            "evidence": one.route.evidence.value,
            "publishers": one.route.publishers,
            "sentence": one.sentence,
            "route": _plain(filler.route(one.route)),
        }
    quotes = {hop.flow: quote for hop in one.route.hops if (quote := graph.flow(hop.flow).quote)}
    sources = {id_: _plain(source) for id_, source in filler.sources.items()}
    target = _plain(public_place(one.target))
    return {"section": one.section, "target": target, **told, "quotes": quotes, "sources": sources}


def _plain(model: BaseModel) -> Line:
    return model.model_dump(mode="json")
