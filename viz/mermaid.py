"""A graph as a Mermaid drawing: places as boxes, flows as arrows, for documents and test cases that a person reads.

Names and ids from the data stand only inside quoted labels, where Mermaid's own characters are written as entities; the
ids of the drawing are made here.
"""

from graphdb.graph import Graph
from graphdb.model import Dataset, Flow
from graphdb.rules.mechanisms import leaves_copy

__all__ = ["mermaid"]

_ESCAPES = {ord(mark): f"#{ord(mark)};" for mark in '"#;<>&`[](){}|\\'}


def mermaid(graph: Graph) -> str:
    """The whole graph, one line a place or flow, in the order of ids: datasets as boxes, organizations rounded, thick
    arrows for flows that leave a copy and thin ones for windows, dotted ones for what is part of something."""
    number = graph.place_number
    lines = ["flowchart LR"]
    for place in graph.places:
        label = _escape(place.id)
        shape = f'["{label}"]' if isinstance(place, Dataset) else f'("{label}")'
        lines.append(f"  p{number[place.id]}{shape}")
    lines += [_arrow(flow, number) for flow in graph.flows]
    for place in graph.places:
        above = (place.operator, place.part_of) if isinstance(place, Dataset) else (place.parent,)
        for other, words in zip(above, ("operated by", "part of") if len(above) == 2 else ("below",), strict=True):
            if other is not None:
                lines.append(f'  p{number[place.id]} -.-|"{words}"| p{number[other]}')
    return "\n".join(lines) + "\n"


def _arrow(flow: Flow, number: dict[str, int]) -> str:
    states = ", ".join(f"{event.date} {event.state}{' attested' if event.attested else ''}" for event in flow.history)
    label = _escape(f"{flow.id}: {flow.mechanism}, {flow.evidence}, {states}").replace("_", " ")
    arrow = "==>" if leaves_copy(flow.mechanism) else "-->"
    return f'  p{number[flow.source]} {arrow}|"{label}"| p{number[flow.target]}'


def _escape(text: str) -> str:
    return text.translate(_ESCAPES)
