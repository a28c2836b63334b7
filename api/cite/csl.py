"""Citations as CSL-JSON, which Zotero, Pandoc and others read (citation style language 1.0.2)."""

import json
from collections.abc import Iterable
from typing import Any

from api.cite.citations import Citation

__all__ = ["csl_json_text"]

_TYPES = {
    "answer": "dataset",
    "record": "dataset",
    "primary_document": "document",
    "court_filing": "document",
    "court_order": "legal_case",
    "federal_register": "regulation",
    "government_page": "webpage",
    "company_page": "webpage",
    "news": "article-newspaper",
    "research_report": "report",
    "reference": "webpage",
}
_IN_CONTAINER = frozenset({"article-newspaper", "webpage"})


def csl_json_text(citations: Iterable[Citation]) -> str:
    """A list of CSL-JSON items."""
    return json.dumps([_item(one) for one in citations], ensure_ascii=False, indent=1) + "\n"


def _item(one: Citation) -> dict[str, Any]:
    type_ = _TYPES[one.kind]
    item: dict[str, Any] = {
        "id": one.key,
        "type": type_,
        "title": one.title,
        "publisher": one.publisher,
        "URL": one.url,
    }
    if type_ in _IN_CONTAINER:
        item["container-title"] = one.publisher
    if one.date_parts:
        item["issued"] = {"date-parts": [list(one.date_parts)]}
    if one.archived_url:
        item |= {"archive": "Archived copy", "archive_location": one.archived_url}
    optional = {"version": one.version, "note": one.note, "abstract": one.abstract}
    return item | {key: value for key, value in optional.items() if value}
