"""The parameters that questions share: how they are read from text, and what they mean."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from graphdb.dates import day_number, parse_date
from graphdb.errors import BadDate, BadParameter
from graphdb.graph import Graph
from graphdb.model import Basis, Evidence, FlowState, Mechanism
from graphdb.questions.removal import removed_flows
from graphdb.rules.presence import Goal
from graphdb.rules.walking import Selection

__all__ = [
    "MOST_ROWS",
    "Filters",
    "Joins",
    "Question",
    "read_day",
    "read_limit",
    "read_word",
    "read_words",
    "read_year",
]

_E = TypeVar("_E", bound=StrEnum)

MOST_ROWS = 10_000
"""The largest number of rows of one answer."""


class Question(StrEnum):
    """``flowing``: every hop is open on the day. ``held``: the target has the data on the day, by an open flow or a copy.
    ``ever``: it had the data on some day up to then."""

    flowing = "flowing"
    held = "held"
    ever = "ever"

    def goal(self, day: int) -> Goal:
        """What the question asks of the days on which data is at the target."""
        return {Question.flowing: Goal.flowing, Question.held: Goal.held, Question.ever: Goal.ever}[self](day)


class Joins(StrEnum):
    """``known``: flows join where records establish it. ``assumed``: also where it must be assumed; the hop says so."""

    known = "known"
    assumed = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which flows are walked, on which day. ``evidence``: the lowest grade wanted; ``alleged`` also walks unconfirmed
    flows, none walks every grade of confirmed ones. ``mechanisms`` empty: all; otherwise every hop is one of these.
    ``states``: walked beside ``active``. ``attested_since``: every hop is attested in this year or later.
    ``categories``: wanted; an origin counts when at least one of them may arrive. ``without``: ids of agreements, flows,
    places and legal actions that are left out, as if their flows had never been (``questions.removal``)."""

    as_of: datetime.date
    question: Question = Question.flowing
    basis: frozenset[Basis] = frozenset({Basis.occurred, Basis.agreed})
    evidence: Evidence | None = None
    joins: Joins = Joins.known
    mechanisms: frozenset[Mechanism] = frozenset()
    states: frozenset[FlowState] = frozenset()
    attested_since: int | None = None
    categories: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def day(self) -> int:
        """``as_of`` as a day number."""
        return day_number(self.as_of)

    def selection(self) -> Selection:
        """The filters as the rule of walking takes them."""
        return Selection(
            basis=self.basis,
            evidence=self.evidence,
            joins_assumed=self.joins == Joins.assumed,
            mechanisms=self.mechanisms,
            states=self.states,
            attested_since=self.attested_since,
        )

    def walked(self, graph: Graph) -> Selection:
        """The filters as the rule of walking takes them, with the flows of ``without`` left out. Raises UnknownId."""
        selection = self.selection()
        return replace(selection, without_flows=removed_flows(graph, self.without)) if self.without else selection

    def states_of_grade(self, grade: Evidence) -> frozenset[FlowState]:
        """The states on which a route of a grade can rest: what is unconfirmed only makes a route of allegations."""
        walked = self.selection().walked_states
        return walked if grade == Evidence.alleged else walked - {FlowState.unconfirmed}

    def check(self, graph: Graph) -> None:
        """Raises BadParameter where a category is unknown to the release."""
        for category in self.categories:
            if category not in graph.categories:
                raise BadParameter(
                    f"There is no category {category!r}.", f"Known categories: {', '.join(sorted(graph.categories))}."
                )


def read_word(kind: type[_E], text: str, name: str) -> _E:
    """One word of an enumeration. Raises BadParameter that lists the words."""
    try:
        return kind(text)
    except ValueError as reason:
        words = ", ".join(member.value for member in kind)
        raise BadParameter(f"{text!r} is no value of {name}.", f"Values of {name}: {words}.") from reason


def read_words(kind: type[_E], texts: Iterable[str], name: str) -> frozenset[_E]:
    """Several words, each possibly a list with commas. Raises BadParameter."""
    return frozenset(read_word(kind, part.strip(), name) for text in texts for part in text.split(",") if part.strip())


def read_day(text: str, name: str = "as_of") -> datetime.date:
    """A calendar day ``YYYY-MM-DD``. Raises BadParameter."""
    try:
        date = parse_date(text)
    except BadDate as reason:
        raise BadParameter(f"{text!r} is no day for {name}.", "Write a day as YYYY-MM-DD.") from reason
    if not date.exact:
        raise BadParameter(f"{text!r} is more than one day for {name}.", "Write a day as YYYY-MM-DD.")
    return datetime.date.fromordinal(date.first)


def read_year(number: int, name: str = "attested_since") -> int:
    """A year. Raises BadParameter."""
    if not 1 <= number <= 9999:
        raise BadParameter(f"{number} is no year for {name}.", "Write a year as YYYY.")
    return number


def read_limit(number: int) -> int:
    """A number of rows. Raises BadParameter."""
    if not 1 <= number <= MOST_ROWS:
        raise BadParameter(f"A limit of {number} rows cannot be.", f"Ask for 1 to {MOST_ROWS:,} rows.")
    return number
