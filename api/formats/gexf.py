"""Dynamic GEXF 1.3 of an answer, with a time line that opens in Gephi.

An edge's spells are the days on which its flow moves data (or, for a flow walked in another state, is in that state) in
the widest reading of its dates; its dynamic attribute ``certainty`` says on which of them that is sure. Days are the first
and the last, both included. networkx writes GEXF up to 1.2 only, without open ends, so this writer is ours.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from api.formats import Answered, Format
from api.formats.plain_values import Plain, plain_attributes, xml_text
from graphdb.answer_network import answer_network
from graphdb.answer_rows import ROUTED, answer_rows, every_hop, filters_of
from graphdb.answers import Hop
from graphdb.dates import day_text
from graphdb.graph import Graph

__all__ = ["GEXF", "Days", "days_of"]

_NAMESPACE = "http://gexf.net/1.3"
_PREFIXES: Any = {None: _NAMESPACE}
_TYPES = {bool: "boolean", int: "integer", str: "string"}


@dataclass(frozen=True, slots=True)
class Days:
    """Days from ``first`` to ``last`` (day numbers), both included, and whether they are sure."""

    first: int
    last: int
    sure: bool


def _write(answered: Answered) -> bytes:
    """The places and flows on the routes of an answer, with the days of each flow."""
    graph, made = answered.graph, answer_network(answered.graph, answered.answer)
    hops = every_hop(answer_rows(answered.answer))
    day = filters_of(answered.answer).day
    root = etree.Element(f"{{{_NAMESPACE}}}gexf", nsmap=_PREFIXES, version="1.3")
    _meta(root, plain_attributes(made.graph | {"address": answered.address}))
    nodes = {id_: plain_attributes(told) for id_, told in made.nodes(data=True)}
    edges = {flow: (a, b, plain_attributes(told)) for a, b, flow, told in made.edges(keys=True, data=True)}
    body = _below(
        root, "graph", mode="dynamic", defaultedgetype="directed", timeformat="date", timerepresentation="interval"
    )
    _declare(body, "node", "static", _types(nodes.values()))
    _declare(body, "edge", "static", _types(told for _, _, told in edges.values()))
    _declare(body, "edge", "dynamic", {"certainty": "string"})
    listed = _below(body, "nodes", count=str(len(nodes)))
    for id_, told in nodes.items():
        node = _below(listed, "node", id=id_, label=str(told["short_name"]))
        _values(node, told)
    listed, parallel = _below(body, "edges", count=str(len(edges))), Counter[tuple[str, str]]()
    for flow, (source, target, told) in edges.items():
        parallel[source, target] += 1
        _edge(listed, (flow, source, target), parallel[source, target], told, days_of(graph, hops[flow], day))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


GEXF = Format("gexf", "application/gexf+xml", "GEXF with a time line, for Gephi", _write, ROUTED)


def days_of(graph: Graph, hop: Hop, day: int) -> tuple[Days, ...]:
    """The days of a flow in the state on which a hop rests, of stretches begun by ``day``: in order, none twice. A stretch
    of which no single day is sure ("in June 2025") is possible throughout."""
    periods = [
        period
        for period in graph.periods[graph.flow_number[hop.flow]]
        if period.state == hop.rests_on and period.possible.first <= day
    ]
    sure = _merged((period.sure.first, period.sure.last) for period in periods if not period.sure.somewhere)
    found: list[Days] = []
    for first, last in _merged((period.possible.first, period.possible.last) for period in periods):
        at = first
        for sure_first, sure_last in sure:
            if sure_first < at or sure_first > last:
                continue
            if at < sure_first:
                found.append(Days(at, sure_first - 1, sure=False))
            found.append(Days(sure_first, min(sure_last, last), sure=True))
            at = sure_last + 1
        if at <= last:
            found.append(Days(at, last, sure=False))
    return tuple(found)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans without the overlaps and without gaps of no day."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if first > last:
            continue
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _meta(root: Any, about: Mapping[str, Plain]) -> None:
    meta = _below(root, "meta")
    _below(meta, "creator").text = "datareach"
    cut = " The answer is cut short: more rows than its limit were found." if about["truncated"] else ""
    _below(meta, "description").text = (
        f"{about['sentence']}{cut} {about['coverage']} Question: {about['question']}, as of {about['as_of']}. "
        f"Release: {about['release']}. Address: {about['address']}"
    )


def _types(told: Iterable[Mapping[str, Plain]]) -> dict[str, str]:
    return {name: _TYPES[type(value)] for one in told for name, value in one.items()}


def _declare(body: Any, kind: str, mode: str, types: Mapping[str, str]) -> None:
    declared = _below(body, "attributes", **{"class": kind, "mode": mode})
    for name, type_ in types.items():
        _below(declared, "attribute", id=name, title=name, type=type_)


def _edge(
    listed: Any, ends: tuple[str, str, str], number: int, told: Mapping[str, Plain], days: tuple[Days, ...]
) -> None:
    """``number``: the how manieth flow this is between its two places. Gephi adds up edges of one kind, so each needs its
    own kind."""
    flow, source, target = ends
    kind = "flow" if number == 1 else f"flow {number}"
    edge = _below(listed, "edge", id=flow, source=source, target=target, label=str(told["mechanism"]), kind=kind)
    values = _values(edge, told)
    for one in days:
        _below(values, "attvalue", **{"for": "certainty", "value": "sure" if one.sure else "possible"}, **_span(one))
    spells = _merged((one.first, one.last) for one in days)
    if spells:
        listed_spells = _below(edge, "spells")
        for first, last in spells:
            _below(listed_spells, "spell", **_span(Days(first, last, sure=True)))


def _span(days: Days) -> dict[str, str]:
    """An end that is open has no date."""
    texts = {"start": day_text(days.first), "end": day_text(days.last)}
    return {name: text for name, text in texts.items() if text is not None}


def _values(element: Any, told: Mapping[str, Plain]) -> Any:
    values = _below(element, "attvalues")
    for name, value in told.items():
        text = str(value).lower() if isinstance(value, bool) else str(value)
        _below(values, "attvalue", **{"for": name, "value": text})
    return values


def _below(element: Any, name: str, **attributes: str) -> Any:
    safe = {key: xml_text(value) for key, value in attributes.items()}
    return etree.SubElement(element, f"{{{_NAMESPACE}}}{name}", attrib=safe)
