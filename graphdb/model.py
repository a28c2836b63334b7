"""The records: what a release consists of. All are frozen, all refuse unknown keys.

The keys are those of the facts format (``docs/facts-format.md``). Words that code branches on are the enums of
``graphdb.words``; words that are data (categories, laws, publishers' houses) are records themselves, read from
``graphdb/vocabulary.yaml``.
"""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import core_schema

from graphdb.dates import PartialDate, parse_date
from graphdb.words import (
    AgreementKind,
    AgreementState,
    Basis,
    DatasetKind,
    EventEffect,
    Evidence,
    FlowState,
    LegalActionKind,
    LegalActionStatus,
    Mechanism,
    OrganizationKind,
    PeopleWhat,
    SourceKind,
)

__all__ = [
    "KINDS",
    "Agreement",
    "AgreementEvent",
    "AgreementKind",
    "AgreementState",
    "Basis",
    "Category",
    "Dataset",
    "DatasetKind",
    "Dispute",
    "Event",
    "EventEffect",
    "Evidence",
    "Figure",
    "Flow",
    "FlowEvent",
    "FlowState",
    "FormerId",
    "Law",
    "LegalAction",
    "LegalActionKind",
    "LegalActionStatus",
    "Mechanism",
    "Organization",
    "OrganizationKind",
    "PeopleWhat",
    "Publisher",
    "Record",
    "Source",
    "SourceKind",
]


class _DateField:
    """Lets pydantic read a partial date from its text, and write it back as the same text."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        text = core_schema.no_info_after_validator_function(parse_date, core_schema.str_schema(strict=True))
        return core_schema.json_or_python_schema(
            json_schema=text,
            python_schema=core_schema.union_schema(
                [core_schema.is_instance_schema(PartialDate), text], mode="left_to_right"
            ),
            serialization=core_schema.to_string_ser_schema(),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {
            "type": "string",
            "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
            "description": "A date no more exact than its source: YYYY, YYYY-MM or YYYY-MM-DD, in quotes.",
        }


Date = Annotated[PartialDate, _DateField]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Word = Annotated[str, Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=80)]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Address = Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=1000)]
Sources = Annotated[tuple[Id, ...], Field(min_length=1)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


class Record(_Frozen):
    """What every record has: an id, the topic it was filed under, and the reader that brought it in."""

    kind_name: ClassVar[str]
    plural: ClassVar[str]

    id: Id
    topic: str = Field(
        default="", pattern=r"^([a-z0-9]+([_-][a-z0-9]+)*)?$", max_length=80, description="Name of the facts file."
    )
    reader: Word = Field(default="curated", description="The ingest source that says this record.")


class Figure(_Frozen):
    """How many people or records: a count as of a date, with what is counted. Figures of different ``what`` never mix."""

    count: int = Field(ge=0)
    unit: Line | None = Field(default=None, description="What one is (records).")
    what: PeopleWhat | None = Field(default=None, description="What is counted (people).")
    as_of: Date | None = None
    sources: tuple[Id, ...] = Field(default=(), description="Only where they are not the record's.")


class Dispute(_Frozen):
    """A denial or a contradicting source."""

    by: Line
    says: Text
    date: Date | None = None
    sources: Sources


class FlowEvent(_Frozen):
    """One dated state of a flow."""

    date: Date
    state: FlowState
    attested: bool = Field(default=False, description="So by this date; when it began is not known.")
    why: Text | None = None
    legal_action: Id | None = None
    sources: tuple[Id, ...] = ()


class AgreementEvent(_Frozen):
    """One dated state of an agreement."""

    date: Date
    state: AgreementState
    attested: bool = False
    why: Text | None = None
    legal_action: Id | None = None
    sources: tuple[Id, ...] = ()


class Event(_Frozen):
    """One dated event of a legal action."""

    date: Date
    what: Text
    effect: EventEffect
    affects: tuple[Id, ...] = Field(default=(), description="Flows and agreements that the ruling itself reached.")
    sources: Sources


class Organization(Record):
    """An agency, component, company, state or local body; may be part of another."""

    kind_name = "organization"
    plural = "organizations"

    name: Line
    kind: OrganizationKind
    aliases: tuple[Line, ...] = ()
    abbreviation: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    parent: Id | None = None
    former_ids: tuple[Id, ...] = ()
    note: Text | None = None
    sources: tuple[Id, ...]


class Dataset(Record):
    """A records system, commercial database, biometric system, watch list, feed or platform, run by an operator."""

    kind_name = "dataset"
    plural = "datasets"

    name: Line
    kind: DatasetKind
    operator: Id
    part_of: Id | None = Field(default=None, description="The dataset whose records these are.")
    description: Text
    aliases: tuple[Line, ...] = ()
    former_ids: tuple[Id, ...] = ()
    people: Figure | None = None
    records: Figure | None = None
    categories: tuple[Word, ...] = ()
    sorn: Line | None = Field(default=None, description="System of records notice.")
    laws: tuple[Word, ...] = Field(default=(), description="The laws that bind it.")
    note: Text | None = None
    sources: Sources


class Agreement(Record):
    """What lets data move: a memorandum, contract, statute, notice, directive, informal access."""

    kind_name = "agreement"
    plural = "agreements"

    title: Line
    kind: AgreementKind
    parties: tuple[Id, ...]
    former_ids: tuple[Id, ...] = ()
    signed: Date | None = None
    effective: Date | None = None
    expires: Date | None = None
    history: Annotated[tuple[AgreementEvent, ...], Field(min_length=1)]
    value_usd: int | None = Field(default=None, ge=0, description="US dollars.")
    authority: Text | None = None
    document_url: Address | None = None
    quote: Text | None = Field(default=None, description="Verbatim, at most 25 words.")
    note: Text | None = None
    disputes: tuple[Dispute, ...] = ()
    sources: Sources


class Flow(Record):
    """Data going from one place to another."""

    kind_name = "flow"
    plural = "flows"

    source: Id = Field(description="Place the data leaves.")
    target: Id = Field(description="Place the data reaches.")
    onward_of: tuple[Id, ...] = Field(default=(), description="Flows whose data this one passes on.")
    agreement: Id | None = None
    mechanism: Mechanism
    basis: Basis
    categories: tuple[Word, ...] = Field(default=(), description="What goes over this hop; empty: not known.")
    categories_complete: bool = Field(default=False, description="A source says that nothing else goes.")
    no_longer_bound: tuple[Word, ...] = Field(default=(), description="Laws that, a source says, stop binding here.")
    purpose: Text
    people: Figure | None = None
    start: Date | None = None
    end: Date | None = None
    history: Annotated[tuple[FlowEvent, ...], Field(min_length=1)]
    last_attested: Date | None = Field(
        default=None, description="Last date at which a source says that it was still so."
    )
    evidence: Evidence
    same_as: Id | None = Field(default=None, description="The flow of which this is another telling.")
    former_ids: tuple[Id, ...] = ()
    quote: Text | None = Field(default=None, description="Verbatim, at most 25 words.")
    note: Text | None = None
    disputes: tuple[Dispute, ...] = ()
    sources: Sources


class LegalAction(Record):
    """A case or audit, with dated events that change agreements and flows."""

    kind_name = "legal_action"
    plural = "legal_actions"

    name: Line
    kind: LegalActionKind
    court: Id | None = None
    docket: Line | None = None
    filed: Date | None = None
    plaintiffs: tuple[Line, ...]
    defendants: tuple[Line, ...]
    appeal_of: Id | None = None
    about: tuple[Id, ...]
    status: LegalActionStatus
    outcome: Text
    events: tuple[Event, ...]
    former_ids: tuple[Id, ...] = ()
    note: Text | None = None
    sources: Sources


class Source(Record):
    """A document someone can open."""

    kind_name = "source"
    plural = "sources"

    url: Address
    publisher: Line
    title: Line
    kind: SourceKind
    date: Date | None = None
    archived_url: Address | None = None
    via: Line | None = Field(default=None, description="Aggregator or mirror where the text was seen.")
    former_ids: tuple[Id, ...] = ()
    note: Text | None = None


class Category(Record):
    """One kind of personal data. ``dpv`` is its closest term in the W3C Data Privacy Vocabulary (extension pd)."""

    kind_name = "category"
    plural = "categories"

    id: Word
    label: Line
    description: Text
    dpv: Annotated[str, Field(pattern=r"^[A-Za-z]+$", max_length=80)] | None = None
    sensitive: bool


class Law(Record):
    """A law that binds those who hold a dataset."""

    kind_name = "law"
    plural = "laws"

    id: Word
    label: Line
    citation: Line
    protects: Text


class Publisher(Record):
    """What must be known of a publisher to count independent ones; publishers that are not listed stand for themselves."""

    kind_name = "publisher"
    plural = "publishers"

    name: Line = Field(description="As the sources write it.")
    house: Line | None = Field(
        default=None, description="The publisher that this one is part of, or another spelling of."
    )
    aggregator: bool = Field(default=False, description="Retells others; adds no independent witness.")


class FormerId(Record):
    """An id that no record has any more: where its record went, or why it was withdrawn."""

    kind_name = "former_id"
    plural = "former_ids"

    to: Id | None = Field(default=None, description="The id that stands for it now.")
    reason: Text
    date: Date


KINDS: dict[str, type[Record]] = {
    cls.kind_name: cls
    for cls in (Organization, Dataset, Agreement, Flow, LegalAction, Source, Category, Law, Publisher, FormerId)
}
"""Every kind of record, by name, in the order in which they are written and shown."""
