"""Records: by id, in lists, and the search for them; sources and the vocabulary."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api import answers, lists
from api.delivery import PREFIX, DeliveryOf, Told
from api.graphs import Known
from api.listing import AskedRecords, list_records
from api.parameters import AskedRecord, AskedSearch
from api.records import current_id, record_answer, record_of, search_answer
from api.routes.dependencies import LastId
from api.vocabulary import vocabulary_answer
from graphdb.errors import UnknownId
from graphdb.graph import Graph
from graphdb.model import Source

__all__ = ["router"]

router = APIRouter(tags=["records"])


@router.get("/records", response_model=lists.RecordsAnswer)
@router.get("/records.{suffix}", include_in_schema=False)
async def records(delivery: DeliveryOf, asked: Annotated[AskedRecords, Query()]) -> Response:
    """Records of any kind, filtered, with what can be filtered further, in pages."""
    placed, after = asked.placed()

    def make(known: Known, _: tuple[str, ...]) -> Told:
        return Told(None, list_records(known.graph, placed, after, f"{PREFIX}/records"))

    return await delivery.told("records", (), placed, make)


@router.get("/records/{id}", response_model=answers.RecordAnswer)
async def record(
    delivery: DeliveryOf,
    id: LastId,  # noqa: A002 - the name in the address
    asked: Annotated[AskedRecord, Query()],
) -> Response:
    """One record with its evidence, what it names, and what names it."""
    return await delivery.told("records", (id,), asked, _one_record, resolve=current_id)


@router.get("/sources/{id}", response_model=answers.RecordAnswer)
async def source(
    delivery: DeliveryOf,
    id: LastId,  # noqa: A002 - the name in the address
    asked: Annotated[AskedRecord, Query()],
) -> Response:
    """One source, and every record that cites it."""
    return await delivery.told("sources", (id,), asked, _one_record, resolve=_current_source)


def _one_record(known: Known, ids: tuple[str, ...]) -> Told:
    return Told(None, record_answer(known.graph, record_of(known.graph, *ids)))


def _current_source(graph: Graph, id_: str) -> str:
    current = graph.resolve(id_)
    if not isinstance(graph.records[current], Source):
        raise UnknownId(f"{id_!r} is no source.", (), f"{PREFIX}/records/{current} shows it.")
    return current


@router.get("/search", response_model=answers.SearchAnswer)
@router.get("/search.{suffix}", include_in_schema=False)
async def search(delivery: DeliveryOf, asked: Annotated[AskedSearch, Query()]) -> Response:
    """Records that every word finds: by name, abbreviation, alias, id, everyday word, description or nearest spelling.
    Good for type-ahead too: the end of a word may be missing, and places come first."""

    def make(known: Known, _: tuple[str, ...]) -> Told:
        return Told(None, search_answer(known.graph, asked))

    return await delivery.told("search", (), asked, make)


@router.get("/vocabulary", response_model=lists.VocabularyAnswer)
@router.get("/vocabulary.{suffix}", include_in_schema=False)
async def vocabulary(delivery: DeliveryOf, asked: Annotated[AskedRecord, Query()]) -> Response:
    """The words that parameters and answers use, and the categories, laws and publishers."""

    def make(known: Known, _: tuple[str, ...]) -> Told:
        return Told(None, vocabulary_answer(known.graph))

    return await delivery.told("vocabulary", (), asked, make)
