"""What the addresses share: the store and graphs of the app, ids in a path, and the care for parameters given twice."""

from typing import Annotated

from fastapi import Depends, Path, Request

from api.graphs import Graphs
from api.layers.context import context_of
from graphdb.errors import BadParameter
from graphdb.stores.base import Store

__all__ = ["GraphsOf", "LastId", "PathId", "StoreOf", "noted", "nothing_asked", "once_each"]

_LISTS = frozenset(
    {"basis", "category", "mechanism", "state", "kind", "without", "avoid", "via", "ended", "lifted", "extended"}
    | {"type", "topic", "evidence", "from_place", "to_place", "agreement", "law", "operator", "parent", "party"}
    | {"about", "status", "publisher", "source"}
    | {"sector", "open"}
)
"""Names that may be given several times somewhere; where a parameter is one text, FastAPI takes the last: those are
refused below."""

_ONE_TEXT = frozenset({"evidence"})
"""Names that are a list at one address and a text at the others."""

_PRINTED = r"^[^\x00-\x1f\x7f/]+$"

PathId = Annotated[
    str, Path(max_length=200, pattern=_PRINTED, description="An id; a former id is redirected to the current one.")
]
LastId = Annotated[
    str,
    Path(
        max_length=200,
        pattern=_PRINTED,
        description="An id; a former id is redirected to the current one. A suffix (.csv, .json ...) chooses the format.",
    ),
]


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def _graphs(request: Request) -> Graphs:
    graphs: Graphs = request.app.state.graphs
    return graphs


StoreOf = Annotated[Store, Depends(_store)]
GraphsOf = Annotated[Graphs, Depends(_graphs)]


def noted(request: Request) -> None:
    """Note which address answers, for the figures and for what an error says."""
    context_of(request.scope).route = request.scope["route"].path


def once_each(request: Request) -> None:
    """Refuse a parameter that is given twice and is no list: whichever counted would surprise someone."""
    names = [name for name, _ in request.query_params.multi_items()]
    lists = _LISTS if request.url.path.rstrip("/").partition(".")[0].endswith("/records") else _LISTS - _ONE_TEXT
    twice = sorted({name for name in names if names.count(name) > 1} - lists)
    if twice:
        raise BadParameter(f"{', '.join(twice)} is given more than once.", "Give it once.")


def nothing_asked(request: Request) -> None:
    """Refuse every parameter, at an address that takes none."""
    for name in request.query_params:
        raise BadParameter(f"There is no parameter {name!r} here.", "This address takes no parameters.")
