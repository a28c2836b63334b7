"""CSV of an answer about reach: one row an origin or a place."""

from collections.abc import Callable
from typing import Any

from api.formats import Answered, Format
from api.spreadsheet import from_lines, reach_lines, route_lines
from graphdb.graph import Graph

__all__ = ["SPREADSHEET_CSV"]

_WRITERS: dict[str, Callable[[Graph, Any], str]] = {"reach": reach_lines, "from": from_lines, "route": route_lines}


def _write(answered: Answered) -> bytes:
    return _WRITERS[answered.question](answered.graph, answered.answer).encode()


SPREADSHEET_CSV = Format("csv", "text/csv", "CSV, one row an origin or a place", _write, frozenset(_WRITERS))
