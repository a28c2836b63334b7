"""Citations as RIS, which EndNote, Mendeley and Zotero read: two letters and a value a line, lines ended as the format says."""

from collections.abc import Iterable, Iterator

from api.cite.citations import Citation

__all__ = ["ris_text"]

_TYPES = {
    "answer": "DATA",
    "record": "DATA",
    "primary_document": "GOVDOC",
    "court_filing": "CASE",
    "court_order": "CASE",
    "federal_register": "GOVDOC",
    "government_page": "ELEC",
    "company_page": "ELEC",
    "news": "NEWS",
    "research_report": "RPRT",
    "reference": "ELEC",
}


def ris_text(citations: Iterable[Citation]) -> str:
    """RIS entries, one a citation."""
    lines = (f"{tag}  - {value}" for one in citations for tag, value in (*_fields(one), ("ER", "")))
    return "".join(f"{line}\r\n" for line in lines)


def _fields(one: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES[one.kind]
    yield "ID", one.key
    yield "TI", _line(one.title)
    yield "AU", _line(one.publisher)
    yield "PB", _line(one.publisher)
    parts = one.date_parts
    if parts:
        yield "PY", f"{parts[0]:04d}"
        yield "DA", "/".join((f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:]), *[""] * (4 - len(parts))))
    yield "UR", one.url
    if one.archived_url:
        yield "L2", one.archived_url
    if one.version:
        yield "ET", one.version
    if one.note:
        yield "N1", _line(one.note)
    if one.abstract:
        yield "AB", _line(one.abstract)


def _line(text: str) -> str:
    return " ".join(text.split())
