"""The addresses of the reconciliation protocol."""

import hashlib
from collections.abc import Callable
from typing import Annotated, TypeVar
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api import reconcile
from api.parameters import Text, Texts, read_number, split_words
from api.reconcile import models
from api.reconcile.kinds import TYPES
from api.routes.dependencies import PathId
from graphdb.errors import BadParameter
from graphdb.graph import Graph

__all__ = ["router"]

router = APIRouter(prefix="/reconcile", tags=["reconciliation"])

_M = TypeVar("_M", bound=BaseModel)
_MOST_SUGGESTED = 50
_BATCH = Annotated[str | None, Field(max_length=100_000)]
_HINT = "The reconciliation protocol 0.2 says what a batch looks like; docs/reconcile.md has examples."


class AskedBatch(BaseModel):
    """A batch of names to match, or of columns to add; without either, the service tells of itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    queries: _BATCH = Field(default=None, description="JSON: names to match, by keys of your own.")
    extend: _BATCH = Field(default=None, description="JSON: ids of records, and the columns wanted.")


class AskedSuggestion(BaseModel):
    """What someone typed. OpenRefine sends more than the protocol names; what is not used is named here too."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prefix: Text = Field(default="", description="What was typed.")
    cursor: Text = Field(default="0", description="How many suggestions to skip.")
    limit: Text = Field(default="10", description=f"The most suggestions, 1 to {_MOST_SUGGESTED}.")
    type: Texts = Field(default_factory=list, description="Kinds of records to suggest. Default: all.")
    type_strict: Text | None = Field(default=None, description="Not used.")
    key: Text | None = Field(default=None, description="Not used.")
    lang: Text | None = Field(default=None, description="Not used.")
    filter: Text | None = Field(default=None, description="Not used.")
    spell: Text | None = Field(default=None, description="Not used.")
    exact: Text | None = Field(default=None, description="Not used.")
    scoring: Text | None = Field(default=None, description="Not used.")
    schema_: Text | None = Field(default=None, alias="schema", description="Not used.")

    @property
    def skip(self) -> int:
        """How many to skip. Raises BadParameter."""
        return min(read_number(self.cursor, "cursor"), 10_000)

    @property
    def most(self) -> int:
        """How many at most. Raises BadParameter."""
        number = read_number(self.limit, "limit")
        if not 1 <= number <= _MOST_SUGGESTED:
            raise BadParameter(f"A limit of {number} cannot be.", f"Ask for 1 to {_MOST_SUGGESTED}.")
        return number


class AskedProperties(BaseModel):
    """For which kind of records."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Text = Field(default="dataset", description="The kind of the records.")
    limit: Text | None = Field(default=None, description="The most columns listed.")


@router.get("", response_model=models.Manifest | models.ResultBatch | models.Extended)
async def reconcile_get(request: Request, asked: Annotated[AskedBatch, Query()]) -> Response:
    """The manifest of the service; with queries, candidates; with extend, columns."""
    return await _answer(request, asked)


@router.post(
    "",
    response_model=models.Manifest | models.ResultBatch | models.Extended,
    openapi_extra={
        "requestBody": {
            "content": {"application/x-www-form-urlencoded": {"schema": AskedBatch.model_json_schema()}},
            "description": "The same fields as in the query.",
        }
    },
)
async def reconcile_post(request: Request) -> Response:
    """The same for batches in a form (application/x-www-form-urlencoded): queries or extend."""
    return await _answer(request, _form(await request.body()))


@router.get("/suggest/entity", response_model=models.SuggestedEntities)
async def suggest_entity(request: Request, asked: Annotated[AskedSuggestion, Query()]) -> Response:
    """Records whose names begin as typed."""
    types, skip, most = split_words(asked.type), asked.skip, asked.most
    return await _told(
        request, lambda graph: reconcile.suggest_entities(graph, asked.prefix, types, skip, most), request.url.query
    )


@router.get("/suggest/type")
async def suggest_type(asked: Annotated[AskedSuggestion, Query()]) -> models.SuggestedTypes:
    """Kinds of records whose names begin as typed."""
    return reconcile.suggest_types(asked.prefix)


@router.get("/suggest/property")
async def suggest_property(asked: Annotated[AskedSuggestion, Query()]) -> models.SuggestedProperties:
    """Properties whose names begin as typed."""
    return reconcile.suggest_properties(asked.prefix)


@router.get("/properties")
async def properties(asked: Annotated[AskedProperties, Query()]) -> models.ProposedProperties:
    """The columns that can be added to records of a kind."""
    if asked.type not in TYPES:
        raise BadParameter(f"There is no type {asked.type!r}.", f"Types: {', '.join(TYPES)}.")
    most = read_number(asked.limit, "limit") if asked.limit else None
    return models.ProposedProperties(type=asked.type, limit=most, properties=list(reconcile.PROPERTIES[:most]))


@router.get("/preview/{id}", response_class=Response, responses={200: {"content": {"text/html": {}}}})
async def preview(request: Request, id: PathId) -> Response:  # noqa: A002 - the name in the address
    """A small page about a record, to be framed."""
    page = await _work(request, lambda graph: reconcile.preview(graph, id), id)
    return Response(
        page, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": reconcile.PREVIEW_POLICY}
    )


async def _answer(request: Request, asked: AskedBatch) -> Response:
    if asked.queries is not None and asked.extend is not None:
        raise BadParameter("queries and extend cannot be asked together.", "Ask for one of them.")
    if asked.queries is not None:
        batch = _read(models.QueryBatch, asked.queries, "queries").root

        def match(graph: Graph) -> BaseModel:
            return models.ResultBatch({key: reconcile.candidates(graph, query) for key, query in batch.items()})

        return await _told(request, match, asked.queries)
    if asked.extend is not None:
        wanted = _read(models.ExtendQuery, asked.extend, "extend")
        return await _told(request, lambda graph: reconcile.extend(graph, wanted), asked.extend)
    host = request.app.state.settings.public_address or str(request.base_url).rstrip("/")
    return _json(reconcile.manifest(host))


def _form(body: bytes) -> AskedBatch:
    """The fields of a form. Raises BadParameter."""
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=10)
    except ValueError as reason:
        raise BadParameter("The body is no form.", "Send application/x-www-form-urlencoded.") from reason
    given = dict(fields)
    if given.keys() - AskedBatch.model_fields.keys() or len(given) != len(fields):
        raise BadParameter("The form may hold queries or extend, once.", _HINT)
    try:
        return AskedBatch(**given)
    except ValidationError as reason:
        raise BadParameter("The batch is too long.", "Send several batches.") from reason


def _read(kind: type[_M], text: str, name: str) -> _M:
    """A batch. Raises BadParameter that says where it is wrong."""
    try:
        return kind.model_validate_json(text)
    except ValidationError as reason:
        fault = reason.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, fault["loc"][:4])) or "the whole"
        raise BadParameter(f"{name}: {place}: {fault['msg']}.", _HINT) from reason


async def _told(request: Request, tell: Callable[[Graph], BaseModel], asked: str) -> Response:
    return _json(await _work(request, tell, asked))


async def _work(request: Request, tell: Callable[[Graph], _M | str], asked: str) -> _M | str:
    """What is told of the current release, computed where the answers are computed."""
    state = request.app.state
    digest = hashlib.sha256(asked.encode()).hexdigest()
    return await state.work.run((request.url.path, digest), lambda: tell(state.graphs.get()))  # type: ignore[no-any-return]


def _json(told: BaseModel | str) -> Response:
    assert isinstance(told, BaseModel)  # noqa: S101 - of _told
    body = told.model_dump_json(exclude_none=True)
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache", "Vary": "Host"})
