"""Fills the public JSON of the further questions."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from pydantic import BaseModel

from api import further
from api.answering import (
    Filler,
    public_coverage,
    public_deciding,
    public_parameters,
    public_place,
    public_touch,
)
from api.answers import FirstReached as PublicFirstReached
from api.parameters import Asked
from graphdb.answers import Deciding, FirstReached, Hop, LegalTouch, Place, Route
from graphdb.graph import Graph
from graphdb.headlines import answer_sentence
from graphdb.questions.parameters import Filters
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.rows import OriginRow
from graphdb.questions.told import Told

__all__ = ["filled"]

_A = TypeVar("_A", bound=further.FurtherAnswer)


def filled(kind: type[_A], graph: Graph, answer: Any, asked: Asked, filters: Filters) -> _A:
    """The public form of an answer. ``asked``: the parameters as asked; ``filters``: as they were read."""
    told: Told = answer.told
    made = _Made(graph, answer)
    content = {field.name: _side(getattr(answer, field.name)) for field in fields(answer)}
    content |= {
        "as_of": filters.as_of.isoformat(),
        "title": told.title,
        "sentence": told.sentence,
        "notes": list(told.notes),
        "parameters": public_parameters(
            filters, asked, target=getattr(answer, "target", None), origin=getattr(answer, "origin", None)
        ),
        "asked": _own(asked),
        "coverage": public_coverage(answer.coverage),
        "truncated": getattr(answer, "truncated", False),
        "sources": {},
    }
    whole = kind.model_validate(content, from_attributes=True, context=made.public)
    return whole.model_copy(update={"sources": dict(made.filler.sources)})


def _own(asked: BaseModel) -> dict[str, Any]:
    """The parameters that not all questions take."""
    return {name: value for name, value in asked.model_dump().items() if name not in Asked.model_fields}


def _side(value: Any) -> Any:
    """An answer about what reaches a target, as a side of a comparison; anything else as it is."""
    if not isinstance(value, ReachAnswer):
        return value
    filters = value.parameters.filters
    side: Mapping[str, Any] = {
        "target": value.target,
        "as_of": filters.as_of.isoformat(),
        "question": filters.question.value,
        "evidence": filters.evidence.value if filters.evidence else None,
        "sentence": answer_sentence(value),
        "databases": value.counts.databases,
        "rows": {row.origin.id: row.route.id for row in value.datasets + value.organizations},
    }
    return side


class _Made:
    """Makes what is inside public, and gathers the sources."""

    def __init__(self, graph: Graph, answer: Any) -> None:
        self.filler = Filler(graph)
        sides = [value for field in fields(answer) if isinstance(value := getattr(answer, field.name), ReachAnswer)]
        self._targets = {id(row): side.target for side in sides for row in side.datasets + side.organizations}
        self._makers: dict[type, Any] = {
            Place: public_place,
            Hop: self.filler.hop,
            Route: self.filler.route,
            OriginRow: self._row,
            LegalTouch: public_touch,
            Deciding: public_deciding,
            FirstReached: _first_reached,
        }

    def public(self, value: Any) -> Any:
        """A place, hop, route or row as the public one; anything else as it is."""
        maker = self._makers.get(type(value))
        return maker(value) if maker is not None else value

    def _row(self, row: OriginRow) -> Any:
        return self.filler.row(row, self._targets[id(row)])


def _first_reached(first: FirstReached) -> PublicFirstReached:
    return PublicFirstReached(earliest=first.earliest, latest=first.latest, start_known=first.start_known)
