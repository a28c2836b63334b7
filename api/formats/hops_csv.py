"""CSV of the routes of an answer: one row a hop."""

from api.formats import Answered, Format
from api.spreadsheet import hop_lines
from graphdb.answer_rows import ROUTED

__all__ = ["HOPS_CSV"]


def _write(answered: Answered) -> bytes:
    return hop_lines(answered.graph, answered.answer).encode()


HOPS_CSV = Format("hops", "text/csv; profile=hops", "CSV, one row a hop", _write, ROUTED, "hops.csv")
