"""What the addresses share: the store and graphs of the app, ids in a path, and the care for parameters given twice."""

from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Path, Request
from fastapi.responses import RedirectResponse

from api.graphs import Graphs
from graphdb.errors import BadParameter
from graphdb.stores.base import Store

__all__ = ["GraphsOf", "PathId", "StoreOf", "moved", "nothing_asked", "once_each"]

_LISTS = frozenset(
    {
        "basis",
        "category",
        "mechanism",
        "state",
        "kind",
        "without",
        "avoid",
        "via",
        "ended",
        "lifted",
        "extended",
        "sector",
        "open",
    }
)

PathId = Annotated[str, Path(max_length=200, description="An id; a former id is redirected to the current one.")]


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def _graphs(request: Request) -> Graphs:
    graphs: Graphs = request.app.state.graphs
    return graphs


StoreOf = Annotated[Store, Depends(_store)]
GraphsOf = Annotated[Graphs, Depends(_graphs)]


def once_each(request: Request) -> None:
    """Refuse a parameter that is given twice and is no list: whichever counted would surprise someone."""
    names = [name for name, _ in request.query_params.multi_items()]
    twice = sorted({name for name in names if names.count(name) > 1} - _LISTS)
    if twice:
        raise BadParameter(f"{', '.join(twice)} is given more than once.", "Give it once.")


def nothing_asked(request: Request) -> None:
    """Refuse every parameter, at an address that takes none."""
    for name in request.query_params:
        raise BadParameter(f"There is no parameter {name!r} here.", "This address takes no parameters.")


def moved(request: Request, asked: tuple[str, ...], current: tuple[str, ...]) -> RedirectResponse | None:
    """A redirect to the address with the current ids, the query kept; nothing if the ids are current."""
    if asked == current:
        return None
    first = request.url.path.rstrip("/").rsplit("/", len(asked))[0]
    path = "/".join([first, *(quote(id_, safe="") for id_ in current)])
    return RedirectResponse(f"{path}?{request.url.query}" if request.url.query else path, status_code=308)
