"""What answers are made of: places, hops, routes, rows. All frozen; every claim in them is the id of a record, or derived
from records by a rule. Dates are texts as precise as their source."""

from dataclasses import dataclass
from enum import StrEnum

from graphdb.model import Basis, Dispute, Evidence, Mechanism
from graphdb.rules.categories import CategoryOnRoute
from graphdb.rules.law import LawOnRoute

__all__ = [
    "Coverage",
    "Deciding",
    "FirstReached",
    "Hop",
    "LegalTouch",
    "Outcome",
    "Place",
    "Route",
    "Standing",
    "Stretch",
]


class Outcome(StrEnum):
    """The grade of the best route, or that none is known."""

    documented = "documented"
    official = "official"
    reported = "reported"
    alleged = "alleged"
    no_known_route = "no_known_route"


class Standing(StrEnum):
    """Where an origin stands towards the target on the day; each includes the ones below it."""

    flowing = "flowing"
    held = "held"
    ever = "ever"


@dataclass(frozen=True, slots=True)
class Place:
    """An organization or a dataset. ``short`` is its abbreviation or, without one, its name."""

    id: str
    name: str
    kind: str  # "organization" or "dataset"
    short: str
    operator: str | None = None
    operator_name: str | None = None
    part_of: str | None = None
    topic: str = ""


@dataclass(frozen=True, slots=True)
class LegalTouch:
    """A legal action that touches a hop. ``state`` and ``since``: what it did to the flow or its agreement, by the last
    entry up to the day that names it; none where it is only about it."""

    id: str
    name: str
    on: str  # the flow or the agreement
    state: str | None
    since: str | None
    why: str | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch in which data moved, begun by the day asked for. ``ended``: none while it lasts; ``ended_state``: the
    state that ended it; ``ended_by``: it had ended by that date."""

    start: str
    start_known: bool
    ended: str | None
    ended_state: str | None
    ended_by: bool


@dataclass(frozen=True, slots=True)
class Hop:
    """One flow of a route, as it stands on the day asked for."""

    flow: str
    source: Place
    target: Place
    mechanism: Mechanism
    leaves_copy: bool
    basis: Basis
    evidence: Evidence
    publishers: tuple[str, ...]
    assumed_join: bool  # the step from the hop before is assumed
    state: str
    state_since: str | None  # the first of the unbroken entries of this state
    state_renewed: str | None  # the last of them, where it is another
    state_sure: bool
    state_why: str | None
    state_by: str | None  # the legal action that brought the state about
    state_attested: bool
    rests_on: str  # the state of the period that the dates below are of: active, unless others are walked
    stretches: tuple[Stretch, ...]
    last_attested: str | None
    agreement: str | None
    agreement_title: str | None
    agreement_state: str | None
    agreement_state_sure: bool  # not where an imprecise date leaves open whether it had come by the day
    agreement_ran_out: str | None
    categories: tuple[str, ...]
    categories_complete: bool
    use_barred_since: str | None
    use_barred_sure: bool
    use_barred_by: str | None
    use_barred_case: str | None
    use_barred_why: str | None
    legal_actions: tuple[LegalTouch, ...]
    disputes: tuple[Dispute, ...]
    sources: tuple[str, ...]
    note: str | None

    @property
    def start(self) -> str | None:
        """The start of the last stretch, or the first day on which a source attests it."""
        return self.stretches[-1].start if self.stretches else None

    @property
    def start_known(self) -> bool:
        """Whether a source gives that start itself."""
        return bool(self.stretches) and self.stretches[-1].start_known

    @property
    def ended(self) -> str | None:
        """When the last stretch ended."""
        return self.stretches[-1].ended if self.stretches else None

    @property
    def open(self) -> bool:
        """Whether data moves or may move over it on the day."""
        return self.state == "active"


@dataclass(frozen=True, slots=True)
class Route:
    """A chain of flows. It proves reach hop by hop, not that one record made the journey: a possible route."""

    hops: tuple[Hop, ...]
    standing: Standing  # of this route; its origin may stand better by another one
    evidence: Evidence
    publishers: int  # independent ones, of the weakest hop
    weakest: int  # position of the weakest hop
    assumed_joins: int
    last_attested: str | None  # the earliest of its hops' last attestations
    categories: tuple[CategoryOnRoute, ...]
    laws: tuple[LawOnRoute, ...]

    @property
    def id(self) -> str:
        """The ids of its flows, in order."""
        return ">".join(hop.flow for hop in self.hops)


@dataclass(frozen=True, slots=True)
class FirstReached:
    """The first day on which data was at the target: between ``earliest`` and ``latest`` (days), the same where the dates
    are exact. ``start_known``: whether sources give the starts, and not only days on which it was already so."""

    earliest: str | None
    latest: str | None
    start_known: bool


@dataclass(frozen=True, slots=True)
class Deciding:
    """Why an answer is possible and not sure: the date that decides, and the flow on whose record it stands."""

    flow: str
    date: str
    state: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an answer rests on, and what it does not say."""

    release: str
    sources: int
    publishers: int
    flows: int
    last_attested: str | None
    note: str
