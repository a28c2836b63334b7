"""The words that code branches on, as enumerations; ``graphdb.model`` has them too, beside the records."""

from enum import StrEnum

__all__ = [
    "AgreementKind",
    "AgreementState",
    "Basis",
    "DatasetKind",
    "EventEffect",
    "Evidence",
    "FlowState",
    "LegalActionKind",
    "LegalActionStatus",
    "Mechanism",
    "OrganizationKind",
    "PeopleWhat",
    "SourceKind",
]


class OrganizationKind(StrEnum):
    federal_department = "federal_department"
    federal_agency = "federal_agency"
    component = "component"
    state_agency = "state_agency"
    local_agency = "local_agency"
    company = "company"
    nonprofit = "nonprofit"
    interstate_body = "interstate_body"
    court = "court"
    foreign_government = "foreign_government"
    group = "group"


class DatasetKind(StrEnum):
    records_system = "records_system"
    commercial_database = "commercial_database"
    analytics_platform = "analytics_platform"
    biometric_system = "biometric_system"
    watchlist = "watchlist"
    registry = "registry"
    feed = "feed"


class AgreementKind(StrEnum):
    memorandum_of_understanding = "memorandum_of_understanding"
    information_exchange_agreement = "information_exchange_agreement"
    computer_matching_agreement = "computer_matching_agreement"
    contract = "contract"
    subscription = "subscription"
    interagency_agreement = "interagency_agreement"
    statute = "statute"
    executive_order = "executive_order"
    federal_register_notice = "federal_register_notice"
    policy_directive = "policy_directive"
    informal_access = "informal_access"


class AgreementState(StrEnum):
    proposed = "proposed"
    in_force = "in_force"
    partly_enjoined = "partly_enjoined"
    enjoined = "enjoined"
    expired = "expired"
    terminated = "terminated"
    unknown = "unknown"


class Mechanism(StrEnum):
    bulk_transfer = "bulk_transfer"
    query_access = "query_access"
    matching = "matching"
    direct_login = "direct_login"
    api_feed = "api_feed"
    ad_hoc_request = "ad_hoc_request"
    purchase = "purchase"
    subpoena = "subpoena"
    biometric_match = "biometric_match"
    unknown = "unknown"


class Basis(StrEnum):
    occurred = "occurred"
    agreed = "agreed"
    permitted = "permitted"


class Evidence(StrEnum):
    """The grades, strongest first: the order of the members is the order of the grades."""

    documented = "documented"
    official = "official"
    reported = "reported"
    alleged = "alleged"


class FlowState(StrEnum):
    proposed = "proposed"
    planned = "planned"
    active = "active"
    suspended = "suspended"
    blocked = "blocked"
    ended = "ended"
    unconfirmed = "unconfirmed"
    use_barred = "use_barred"
    use_allowed = "use_allowed"
    copy_deleted = "copy_deleted"
    copy_returned = "copy_returned"


class PeopleWhat(StrEnum):
    held = "held"
    affected = "affected"
    matched = "matched"
    requested = "requested"
    covered = "covered"


class LegalActionKind(StrEnum):
    suit = "suit"
    appeal = "appeal"
    audit = "audit"
    investigation = "investigation"


class LegalActionStatus(StrEnum):
    pending = "pending"
    decided = "decided"
    settled = "settled"
    dismissed = "dismissed"
    withdrawn = "withdrawn"


class EventEffect(StrEnum):
    none = "none"
    enjoins = "enjoins"
    partly_enjoins = "partly_enjoins"
    lifts = "lifts"
    dismisses = "dismisses"
    orders_disclosure = "orders_disclosure"


class SourceKind(StrEnum):
    primary_document = "primary_document"
    court_filing = "court_filing"
    court_order = "court_order"
    federal_register = "federal_register"
    government_page = "government_page"
    company_page = "company_page"
    news = "news"
    research_report = "research_report"
    reference = "reference"
