"""GraphML of an answer, as networkx and yEd read it: keys declared before the graph, each with name and type, and no data
inside data."""

import io

from api.formats import Answered, Format
from api.formats.plain_values import plain_attributes
from graphdb.answer_network import answer_network
from graphdb.answer_rows import ROUTED

__all__ = ["GRAPHML"]


def _write(answered: Answered) -> bytes:
    """The places and flows on the routes of an answer. Lists are texts with `` | `` between their parts."""
    import networkx  # noqa: PLC0415 - slow to import, and only wanted here

    made = answer_network(answered.graph, answered.answer)
    written: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    written.graph.update(plain_attributes(made.graph | {"address": answered.address}))
    for id_, told in made.nodes(data=True):
        written.add_node(id_, **plain_attributes(told))
    for source, target, flow, told in made.edges(keys=True, data=True):
        written.add_edge(source, target, key=flow, **plain_attributes(told))
    buffer = io.BytesIO()
    networkx.write_graphml_lxml(written, buffer)
    return buffer.getvalue()


GRAPHML = Format("graphml", "application/graphml+xml", "GraphML, for networkx and yEd", _write, ROUTED)
