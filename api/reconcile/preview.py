"""A small page about a record, shown in a frame beside a cell."""

import base64
import hashlib

from jinja2 import Environment

from api.reconcile.kinds import describe
from api.records import name_of
from graphdb.graph import Graph

__all__ = ["PREVIEW_POLICY", "preview"]

_STYLE = (
    "body{font:14px/1.4 sans-serif;margin:12px;color:#1a1a1a;background:#fff}"
    "h1{font-size:16px;margin:0 0 4px}p{margin:0 0 6px}"
)

PREVIEW_POLICY = (
    f"default-src 'none'; style-src 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors *"
)
"""It may be framed by anyone: that is what a preview is for. It loads and runs nothing."""

_TEMPLATE = Environment(autoescape=True).from_string(
    """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ name }}</title><style>{{ style }}</style></head>
<body><h1>{{ name }}</h1><p>{{ about }}</p>{% if text %}<p>{{ text }}</p>{% endif %}
<p>{{ sources }} {{ "source" if sources == 1 else "sources" }} on record. Release {{ release }}.</p></body></html>
"""
)
_LONGEST = 300


def preview(graph: Graph, id_: str) -> str:
    """The page of a record. Raises UnknownId."""
    record = graph.record(id_)
    text = str(getattr(record, "description", "") or getattr(record, "note", "") or "")
    return _TEMPLATE.render(
        name=name_of(record),
        about=describe(graph, record),
        text=text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …",
        sources=len(getattr(record, "sources", ())),
        release=graph.name[:12],
        style=_STYLE,
    )
