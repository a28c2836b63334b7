"""Records by id, and the search for them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import answers
from api.parameters import AskedRecord, AskedSearch, read_known_at
from api.records import current_id, record_answer, record_of, search_answer
from api.routes.dependencies import GraphsOf, PathId, moved

__all__ = ["router"]

router = APIRouter(tags=["records"])


@router.get("/records/{id}", response_model=answers.RecordAnswer)
def record(
    request: Request,
    graphs: GraphsOf,
    id: PathId,  # noqa: A002 - the name in the address
    asked: Annotated[AskedRecord, Query()],
) -> answers.RecordAnswer | Response:
    """One record with its evidence, what it names, and what names it."""
    graph = graphs.get(read_known_at(asked))
    redirect = moved(request, (id,), (current_id(graph, id),))
    return redirect or record_answer(graph, record_of(graph, id))


@router.get("/search")
def search(graphs: GraphsOf, asked: Annotated[AskedSearch, Query()]) -> answers.SearchAnswer:
    """Records that every word finds: by name, abbreviation, alias, id, everyday word, description or nearest spelling.
    Good for type-ahead too: the end of a word may be missing, and places come first."""
    return search_answer(graphs.get(read_known_at(asked)), asked)
