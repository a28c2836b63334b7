"""Answers to write: of the real facts, and of facts made to break a format."""

from functools import cache
from typing import Any

from api.addresses import address_of
from api.every_question import EVERY_QUESTION
from api.formats import Answered
from api.parameters import Asked, AskedRows
from graphdb.graph import Graph
from tests import real_facts, small

__all__ = ["HOSTILE", "REAL", "hostile", "of", "real"]

REAL: tuple[tuple[str, tuple[str, ...], dict[str, Any]], ...] = (
    ("reach", ("ice",), {}),
    ("reach", ("ice",), {"question": "ever"}),
    ("reach", ("ice",), {"limit": "3"}),
    ("reach", ("irs",), {"evidence": "documented"}),
    ("from", ("tmsis",), {"question": "held"}),
    ("route", ("irs-address-records", "ice"), {"question": "held"}),
    ("route", ("ncic", "cms"), {}),
    ("routes", ("tecs", "ice"), {"question": "held", "joins": "assumed"}),
)
"""The question, its ids, its parameters: with many rows, cut short, possible rows, no rows, several routes."""

HOSTILE = (
    '</script><script>alert(1)</script>]]>&amp;"',
    "=cmd|'/c calc'!A0",
    "\\u0022; MATCH (n) DETACH DELETE n // \\",
    "*bold* [link](javascript:1) `code` | # - 1. <b>",
    "\u202etxt.exe\x1b[31m\x07\ufffe\u2028",
    "\uff1dSUM(A1)",
)


def of(graph: Graph, question: str, ids: tuple[str, ...], given: dict[str, Any]) -> Answered:
    """One answer, ready to be written, as the web and the command line make it."""
    lists = {"without", "basis", "state"}
    texts = {name: [value] if name in lists else value for name, value in given.items()}
    kind: type[Asked] = AskedRows if question in ("reach", "from") else Asked
    if question == "routes":
        from api.further_parameters import AskedRoutes  # noqa: PLC0415

        kind = AskedRoutes
    asked = kind(**({"as_of": real_facts.TODAY} | texts))
    answer = EVERY_QUESTION[question].answered(graph, ids, asked)
    public = EVERY_QUESTION[question].public(graph, answer, asked)
    return Answered(graph, question, answer, public, address_of(question, ids, asked, graph.name))


@cache
def real(number: int) -> Answered:
    """One of ``REAL``."""
    question, ids, given = REAL[number]
    return of(real_facts.graph(), question, ids, given)


@cache
def hostile() -> Answered:
    """Facts with names that try to break out of every format; flows between the same two places; imprecise dates."""
    organizations: dict[str, Any] = {f"o{number}": {"name": name} for number, name in enumerate(HOSTILE)}
    datasets: dict[str, Any] = {
        f"d{number}": {"operator": f"o{number}", "name": name} for number, name in enumerate(HOSTILE)
    }
    flows: dict[str, Any] = {}
    for number, name in enumerate(HOSTILE):
        flows[f"f{number}"] = {
            "from": f"d{number}",
            "to": "target",
            "purpose": name,
            "note": name,
            "quote": name,
            "publishers": [f"Paper {number}"],
            "history": ["2020 active", "2021-06 ended", "2021-06-15 active"],
            "disputes": [{"by": name, "says": name, "sources": ["s-gazette"]}],
        }
        flows[f"g{number}"] = {"from": f"d{number}", "to": "target", "history": ["2026 active"], "evidence": "alleged"}
    shorthand = {"organizations": organizations | {"target": {}}, "datasets": datasets, "flows": flows}
    return of(small.graph(shorthand), "reach", ("target",), {})
