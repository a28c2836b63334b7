"""Small releases made by hand: one with a record of every kind, and what is left or changed in two others."""

from graphdb.dates import parse_date
from graphdb.model import (
    Agreement,
    AgreementEvent,
    AgreementKind,
    AgreementState,
    Basis,
    Category,
    Dataset,
    DatasetKind,
    Dispute,
    Event,
    EventEffect,
    Evidence,
    Figure,
    Flow,
    FlowEvent,
    FlowState,
    FormerId,
    Law,
    LegalAction,
    LegalActionKind,
    LegalActionStatus,
    Mechanism,
    Organization,
    OrganizationKind,
    PeopleWhat,
    Publisher,
    Record,
    Source,
    SourceKind,
)
from graphdb.release import Release

MEMO = Source(
    id="s-memo",
    url="https://example.org/memo",
    publisher="Example Post",
    title="Memorandum on addresses",
    kind=SourceKind.news,
    date=parse_date("2025-04"),
)
ORDER = Source(
    id="s-order",
    url="https://example.org/order",
    publisher="District Court",
    title="Order on addresses",
    kind=SourceKind.court_order,
    date=parse_date("2025-11-21"),
    archived_url="https://archive.example.org/order",
)
DHS = Organization(
    id="dhs",
    name="Department of Homeland Security",
    kind=OrganizationKind.federal_department,
    abbreviation="DHS",
    sources=(),
)
ICE = Organization(
    id="ice",
    name="Immigration and Customs Enforcement",
    kind=OrganizationKind.component,
    abbreviation="ICE",
    parent="dhs",
    former_ids=("us-ice",),
    sources=(),
)
IRS = Organization(
    id="irs",
    name="Internal Revenue Service",
    kind=OrganizationKind.federal_agency,
    abbreviation="IRS",
    aliases=("Servicio de Impuestos Internos", "Agencia de Recaudación"),
    sources=("s-memo",),
)
COURT = Organization(id="dc-circuit", name="D.C. Circuit", kind=OrganizationKind.court, sources=())
ADDRESSES = Dataset(
    id="irs-address-records",
    name="Taxpayer addresses",
    kind=DatasetKind.records_system,
    operator="irs",
    description="Last known addresses of taxpayers.",
    aliases=("Iceland tax file",),
    people=Figure(count=150_000_000, what=PeopleWhat.held, as_of=parse_date("2025"), sources=("s-order",)),
    records=Figure(count=7, unit="files"),
    categories=("home_address",),
    laws=("irc-6103",),
    sources=("s-memo",),
)
LIST = Dataset(
    id="ice-request-list",
    name="ICE request list",
    kind=DatasetKind.feed,
    operator="ice",
    part_of="irs-address-records",
    description="Names that ICE sent.",
    sources=("s-memo",),
)
MOU = Agreement(
    id="agr-irs-ice",
    title="Memorandum between IRS and ICE",
    kind=AgreementKind.memorandum_of_understanding,
    parties=("ice", "irs"),
    signed=parse_date("2025-04-07"),
    history=(
        AgreementEvent(date=parse_date("2025-04-07"), state=AgreementState.in_force),
        AgreementEvent(
            date=parse_date("2025-11-21"),
            state=AgreementState.enjoined,
            legal_action="case-addresses",
            sources=("s-order",),
        ),
    ),
    value_usd=0,
    sources=("s-memo",),
)
FLOW = Flow(
    id="f-irs-ice",
    source="irs-address-records",
    target="ice",
    agreement="agr-irs-ice",
    mechanism=Mechanism.matching,
    basis=Basis.occurred,
    categories=("home_address",),
    categories_complete=True,
    no_longer_bound=("irc-6103",),
    purpose="Find people with final orders <script>alert(1)</script>",
    history=(FlowEvent(date=parse_date("2025-08"), state=FlowState.active, attested=True, why="First match."),),
    evidence=Evidence.documented,
    disputes=(Dispute(by="IRS", says="It was lawful.", sources=("s-memo",)),),
    sources=("s-memo", "s-order"),
)
ONWARD = Flow(
    id="f-ice-list",
    source="ice",
    target="ice-request-list",
    onward_of=("f-irs-ice",),
    mechanism=Mechanism.unknown,
    basis=Basis.agreed,
    purpose="Keep the answers",
    history=(FlowEvent(date=parse_date("2025"), state=FlowState.active),),
    evidence=Evidence.reported,
    same_as="f-irs-ice",
    sources=("s-memo",),
)
CASE = LegalAction(
    id="case-addresses",
    name="Taxpayers v. IRS",
    kind=LegalActionKind.suit,
    court="dc-circuit",
    docket="1:25-cv-00457",
    plaintiffs=("Taxpayers", "Unions"),
    defendants=("irs",),
    about=("agr-irs-ice", "f-irs-ice", "irs-address-records"),
    status=LegalActionStatus.pending,
    outcome="Enjoined.",
    events=(
        Event(
            date=parse_date("2025-11-21"),
            what="Stay of the agreement.",
            effect=EventEffect.enjoins,
            affects=("agr-irs-ice", "f-irs-ice"),
            sources=("s-order",),
        ),
    ),
    sources=("s-order",),
)
ADDRESS = Category(
    id="home_address",
    label="home address",
    description="Home or mailing address.",
    dpv="PhysicalAddress",
    sensitive=True,
)
LAW = Law(id="irc-6103", label="Internal Revenue Code 6103", citation="26 USC 6103", protects="Tax returns.")
POST = Publisher(id="example-post", name="Example Post", house="Example House")
GONE = FormerId(id="old-list", to="ice-request-list", reason="Renamed.", date=parse_date("2026-01-02"))

EVERYTHING: tuple[Record, ...] = (
    *(DHS, ICE, IRS, COURT, ADDRESSES, LIST, MOU, FLOW, ONWARD, CASE),
    *(MEMO, ORDER, ADDRESS, LAW, POST, GONE),
)

FULL = Release.of(EVERYTHING)
PLACES = Release.of((DHS, ICE, IRS, MEMO))
"""A part of FULL."""
CHANGED = Release.of((DHS, ICE, IRS.model_copy(update={"name": "Tax agency", "abbreviation": None}), MEMO))
"""PLACES with another name for one organization."""


def many(number: int, note: str) -> Release:
    """A release of ``number`` organizations with ``note``."""
    kind = OrganizationKind.company
    return Release.of(
        Organization(id=f"company-{place}", name=f"Company {place}", kind=kind, note=note, sources=())
        for place in range(number)
    )
