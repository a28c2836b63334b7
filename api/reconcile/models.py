"""What is asked and answered by the protocol, field by field as its specification names them."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

__all__ = [
    "MOST_QUERIES",
    "Candidate",
    "Candidates",
    "Entity",
    "ExtendQuery",
    "Extended",
    "Feature",
    "Manifest",
    "Property",
    "ProposedProperties",
    "Query",
    "QueryBatch",
    "ResultBatch",
    "SuggestedEntities",
    "SuggestedProperties",
    "SuggestedTypes",
    "Type",
    "Value",
]

MOST_QUERIES = 50
_MOST_IDS = 500
_MOST_PROPERTIES = 20

_Text = Annotated[str, Field(max_length=300)]
_Id = Annotated[str, Field(max_length=200)]


class _Given(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Reference(_Given):
    """Another entity, as the value of a property."""

    id: _Id
    name: _Text = ""


Given = bool | int | float | _Text | _Reference


class _PropertyValue(_Given):
    """A property that candidates should have."""

    pid: _Id
    v: Given | Annotated[list[Given], Field(max_length=20)]


class Query(_Given):
    """One name to match."""

    query: _Text | None = None
    type: _Id | Annotated[list[_Id], Field(max_length=20)] | None = None
    limit: Annotated[int, Field(ge=1, le=50)] = 10
    properties: Annotated[tuple[_PropertyValue, ...], Field(max_length=_MOST_PROPERTIES)] = ()
    type_strict: Literal["any", "should", "all"] | None = None


class QueryBatch(RootModel[Annotated[dict[_Id, Query], Field(max_length=MOST_QUERIES)]]):
    """Names to match, by keys of the client's."""


class _AskedProperty(_Given):
    """A column that is wanted. ``settings``: for which target, on which day, by which question."""

    id: _Id
    settings: Annotated[dict[_Id, Any], Field(max_length=10)] = {}


class ExtendQuery(_Given):
    """Columns that are wanted of records."""

    ids: Annotated[tuple[_Id, ...], Field(max_length=_MOST_IDS)]
    properties: Annotated[tuple[_AskedProperty, ...], Field(max_length=_MOST_PROPERTIES)]


class Type(BaseModel):
    """A kind of records."""

    id: str = Field(description="The kind: dataset, organization, agreement or legal_action.")
    name: str = Field(description="Its name for people.")


class Feature(BaseModel):
    """What a score is made of."""

    id: str = Field(description="Its name.")
    value: float | bool = Field(description="Its value.")


class Candidate(BaseModel):
    """A record that may be meant."""

    id: str = Field(description="Id of the record.")
    name: str = Field(description="Its name or title.")
    description: str = Field(description="What it is, to tell it from others.")
    type: list[Type] = Field(description="Its kind.")
    score: float = Field(description="How alike the names are, 0 to 100.")
    features: list[Feature] = Field(description="What the score is made of.")
    match: bool = Field(
        description="Whether it is surely meant: a name, abbreviation, alias or id is the text itself, and of no other."
    )


class Candidates(BaseModel):
    """What a name may mean."""

    result: list[Candidate] = Field(description="The candidates, best first.")


class ResultBatch(RootModel[dict[str, Candidates]]):
    """The candidates, by the keys of the queries."""


class Entity(BaseModel):
    """A record that is suggested."""

    id: str = Field(description="Id of the record.")
    name: str = Field(description="Its name or title.")
    description: str = Field(description="What it is.")
    notable: list[Type] = Field(description="Its kind.")


class SuggestedEntities(BaseModel):
    """Records whose names begin so."""

    result: list[Entity] = Field(description="The records, best first.")


class SuggestedTypes(BaseModel):
    """Kinds of records whose names begin so."""

    result: list[Type] = Field(description="The kinds.")


class Property(BaseModel):
    """A column that can be added, or by which candidates are narrowed."""

    id: str = Field(description="Its id.")
    name: str = Field(description="Its name.")
    description: str = Field(default="", description="What it holds.")


class SuggestedProperties(BaseModel):
    """Properties whose names begin so."""

    result: list[Property] = Field(description="The properties.")


class ProposedProperties(BaseModel):
    """The columns that can be added to records of a kind."""

    type: str = Field(description="The kind.")
    limit: int | None = Field(description="How many were asked for.")
    properties: list[Property] = Field(description="The columns.")


Value = dict[str, str | int | float]
"""One value of a cell: ``{"str": ...}``, ``{"int": ...}`` or, for a record, ``{"id": ..., "name": ...}``."""


class _Column(BaseModel):
    """A column that was added."""

    id: str = Field(description="Id of the property.")
    name: str = Field(description="Its name.")
    type: Type | None = Field(default=None, description="The kind of the records that are its values.")


class Extended(BaseModel):
    """The values of columns."""

    meta: list[_Column] = Field(description="The columns, in the order asked for.")
    rows: dict[str, dict[str, list[Value]]] = Field(
        description="By id of the record and id of the property, the values."
    )


class _Place(BaseModel):
    service_url: str = Field(description="The host.")
    service_path: str = Field(description="The path.")


class _View(BaseModel):
    url: str = Field(description="An address with {{id}} in the place of an id.")


class _Preview(_View):
    width: int = Field(description="Pixels.")
    height: int = Field(description="Pixels.")


class _Suggest(BaseModel):
    entity: _Place = Field(description="Records.")
    property: _Place = Field(description="Properties.")
    type: _Place = Field(description="Kinds.")


class _Extend(BaseModel):
    propose_properties: _Place = Field(description="Where the columns are listed.")
    property_settings: list[dict[str, Any]] = Field(description="What can be set for a column.")


class Manifest(BaseModel):
    """What the service can do, as the protocol tells it."""

    versions: list[str] = Field(description="The versions of the protocol.")
    name: str = Field(description="The name of the service.")
    identifierSpace: str = Field(description="The beginning of the address of a record.")  # noqa: N815
    schemaSpace: str = Field(description="Where kinds and words are told.")  # noqa: N815
    defaultTypes: list[Type] = Field(description="The kinds of records that can be matched.")  # noqa: N815
    documentation: str = Field(description="Where every address is described.")
    view: _View = Field(description="The address of a record.")
    preview: _Preview = Field(description="A small page about a record.")
    suggest: _Suggest = Field(description="Type-ahead.")
    extend: _Extend = Field(description="Columns that can be added.")
    batchSize: int = Field(description="The most names in one request.")  # noqa: N815
