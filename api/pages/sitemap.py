"""The map of the site for search engines."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from graphdb.graph import Graph
from graphdb.model import Dataset
from graphdb.rules.target import target_places

__all__ = ["sitemap"]

_PAGES = ("/", "/about", "/published", "/corrections")


def sitemap(graph: Graph, base: str, target: str) -> str:
    """Every page of a release: the fixed ones, one a record, and how each dataset reaches the target."""
    addresses = "\n".join(f"<url><loc>{escape(base + path)}</loc></url>" for path in _paths(graph, target))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{addresses}\n</urlset>\n'
    )


def _paths(graph: Graph, target: str) -> Iterator[str]:
    yield from _PAGES
    if target in graph.place_number:
        yield f"/time/{target}"
        inside = target_places(graph.network, graph.place_number[target]).mask
        for number, place in enumerate(graph.places):
            if isinstance(place, Dataset) and not inside[number]:
                yield f"/how/{place.id}/{target}"
    yield from (f"/record/{id_}" for id_ in sorted(graph.records))
