"""From texts to an answer: the same way for the web and the command line."""

from api.parameters import Asked, AskedRows, read_filters, read_rows
from graphdb.graph import Graph
from graphdb.questions import outward, reach, route

__all__ = ["ask_from", "ask_reach", "ask_route"]


def ask_reach(graph: Graph, target: str, asked: AskedRows) -> reach.ReachAnswer:
    """What reaches ``target``. Raises UnknownId and BadParameter."""
    return reach.ask(graph, reach.ReachParameters(target, read_filters(asked), read_rows(asked)))


def ask_from(graph: Graph, origin: str, asked: AskedRows) -> outward.OutwardAnswer:
    """What ``origin`` reaches. Raises UnknownId and BadParameter."""
    return outward.ask(graph, outward.OutwardParameters(origin, read_filters(asked), read_rows(asked)))


def ask_route(graph: Graph, origin: str, target: str, asked: Asked) -> route.RouteAnswer:
    """How ``origin`` reaches ``target``. Raises UnknownId and BadParameter."""
    return route.ask(graph, route.RouteParameters(origin, target, read_filters(asked)))
