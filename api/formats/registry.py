"""The formats that there are. A new one is a module beside this one and an entry here."""

from api.formats import Format
from api.formats.brief import MARKDOWN, PLAIN_TEXT
from api.formats.citation import BIBTEX, CSL_JSON, RIS
from api.formats.cypher import CYPHER
from api.formats.evidence_bundle import EVIDENCE_BUNDLE
from api.formats.follow_the_money import FOLLOW_THE_MONEY
from api.formats.gexf import GEXF
from api.formats.graphml import GRAPHML
from api.formats.hops_csv import HOPS_CSV
from api.formats.json_lines import JSON_LINES
from api.formats.jsonld import JSON_LD
from api.formats.pictures import MAP_PNG, MAP_SVG
from api.formats.public_json import PUBLIC_JSON
from api.formats.spreadsheet_csv import SPREADSHEET_CSV
from api.formats.tables import QUESTION_TABLES

__all__ = ["FORMATS", "formats_of"]

FORMATS: tuple[Format, ...] = (
    PUBLIC_JSON,
    SPREADSHEET_CSV,
    QUESTION_TABLES,
    CSL_JSON,
    BIBTEX,
    RIS,
    EVIDENCE_BUNDLE,
    MAP_SVG,
    MAP_PNG,
    HOPS_CSV,
    JSON_LINES,
    JSON_LD,
    GRAPHML,
    GEXF,
    FOLLOW_THE_MONEY,
    CYPHER,
    MARKDOWN,
    PLAIN_TEXT,
)
"""In the order in which they are offered; the first is given where none is asked for."""


def formats_of(question: str, *, graph: bool = True) -> tuple[Format, ...]:
    """The formats that the answer to a question can be written in. ``graph``: whether it is an answer about the graph,
    which every format without a list of questions writes; what else the service tells is JSON, and what names it."""
    return tuple(
        format_
        for format_ in FORMATS
        if format_ is PUBLIC_JSON or (graph if format_.questions is None else question in format_.questions)
    )
