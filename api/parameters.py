"""The parameters of the questions as texts: one definition and one parser for the web and the command line."""

import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from graphdb.errors import BadParameter
from graphdb.model import Basis, Evidence, FlowState, Mechanism
from graphdb.questions.parameters import (
    MOST_ROWS,
    Filters,
    Joins,
    Question,
    read_day,
    read_limit,
    read_word,
    read_words,
    read_year,
)
from graphdb.rules.states import WALKABLE

__all__ = [
    "Asked",
    "AskedRecord",
    "AskedRows",
    "AskedSearch",
    "Text",
    "Texts",
    "read_filters",
    "read_known_at",
    "read_number",
    "read_rows",
    "split_words",
    "today",
]

Text = Annotated[str, Field(max_length=200)]
Texts = Annotated[list[Text], Field(max_length=100)]


class _Parameters(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AskedRecord(_Parameters):
    """What every address takes that answers from a release."""

    known_at: Text | None = Field(
        default=None,
        description="What the graph said then: a release (six digits of its name or more), or a date, for the release "
        "that was current at the end of that day (UTC). Default: the current release.",
    )


class Asked(AskedRecord):
    """The parameters that ``reach``, ``from`` and ``route`` share. Lists may repeat the name or use commas."""

    question: Text = Field(
        default=Question.flowing.value,
        description="flowing: every hop is open on the day. held: the data is there on the day, by an open flow or a "
        "copy. ever: it was there on some day up to then.",
        json_schema_extra={"enum": [word.value for word in Question]},
    )
    as_of: Text | None = Field(default=None, description="The day asked about, YYYY-MM-DD. Default: today.")
    basis: Texts = Field(
        default_factory=lambda: [Basis.occurred.value, Basis.agreed.value],
        description="On what a flow rests: occurred, agreed, permitted. Default: occurred and agreed.",
    )
    evidence: Text | None = Field(
        default=None,
        description="The lowest grade wanted: documented, official, reported, alleged. alleged also walks flows that "
        "are not confirmed. Default: every grade of confirmed flows.",
    )
    joins: Text = Field(
        default=Joins.known.value,
        description="known: flows join where records establish it. assumed: also where it must be assumed.",
        json_schema_extra={"enum": [word.value for word in Joins]},
    )
    category: Texts = Field(
        default_factory=list, description="Ids of categories: only origins of which at least one may arrive."
    )
    mechanism: Texts = Field(default_factory=list, description="Every hop is one of these mechanisms. Default: all.")
    state: Texts = Field(
        default_factory=list, description="States walked beside active: planned, proposed, unconfirmed."
    )
    attested_since: Text | None = Field(
        default=None, description="Every hop is attested by a source in this year (YYYY) or later."
    )
    without: Texts = Field(
        default_factory=list,
        description="Ids of agreements, flows, places and legal actions whose flows are left out, as if they had never been.",
    )


class AskedRows(Asked):
    """The parameters of questions that answer with rows."""

    limit: Text = Field(default="500", description=f"The most rows returned, 1 to {MOST_ROWS:,}.")


class AskedSearch(AskedRecord):
    """The parameters of a search."""

    q: Text = Field(description="Words of a name, abbreviation, alias or id, or everyday words (license plates).")
    kind: Texts = Field(default_factory=list, description="Kinds of records to find. Default: all.")
    limit: Text = Field(default="20", description="The most records returned, 1 to 200.")

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds, each by itself."""
        return split_words(self.kind)

    @property
    def most(self) -> int:
        """The limit as a number. Raises BadParameter."""
        number = read_number(self.limit, "limit")
        if not 1 <= number <= _MOST_FOUND:
            raise BadParameter(f"A limit of {number} records cannot be.", f"Ask for 1 to {_MOST_FOUND}.")
        return number


_MOST_FOUND = 200


def today() -> datetime.date:
    """The day on which a question is asked, where the program runs."""
    return datetime.date.today()


def read_filters(asked: Asked) -> Filters:
    """The filters that texts ask for.

    Raises:
        BadParameter: a text cannot be read; the message names the parameter, the hint its values.
    """
    return Filters(
        as_of=read_day(asked.as_of) if asked.as_of is not None else today(),
        question=read_word(Question, asked.question, "question"),
        basis=_some(read_words(Basis, asked.basis, "basis"), "basis"),
        evidence=read_word(Evidence, asked.evidence, "evidence") if asked.evidence is not None else None,
        joins=read_word(Joins, asked.joins, "joins"),
        mechanisms=read_words(Mechanism, asked.mechanism, "mechanism"),
        states=_states(asked.state),
        attested_since=_year(asked.attested_since),
        categories=split_words(asked.category),
        without=split_words(asked.without),
    )


def read_rows(asked: AskedRows) -> int:
    """The number of rows asked for. Raises BadParameter."""
    return read_limit(read_number(asked.limit, "limit"))


def read_known_at(asked: AskedRecord) -> str | None:
    """The release asked for, as ``Store.find`` takes it. Raises BadParameter."""
    if asked.known_at is not None and not asked.known_at.strip():
        raise BadParameter("The release asked for is empty.", "Name a release or a date, or leave known_at out.")
    return asked.known_at


def _states(texts: list[str]) -> frozenset[FlowState]:
    words = ", ".join(state.value for state in WALKABLE)
    hint = f"Values of state: {words}."
    try:
        states = read_words(FlowState, texts, "state")
    except BadParameter as reason:
        raise BadParameter(reason.message, hint) from reason
    for state in sorted(states - set(WALKABLE)):
        raise BadParameter(f"A flow that is {state.value} is not walked.", hint)
    return states


def _some(words: frozenset[Basis], name: str) -> frozenset[Basis]:
    if not words:
        raise BadParameter(f"No value of {name} is given.", f"Give one, or leave {name} out.")
    return words


def _year(text: str | None) -> int | None:
    return None if text is None else read_year(read_number(text, "attested_since"))


def read_number(text: str, name: str) -> int:
    """A whole number. Raises BadParameter."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise BadParameter(f"{text!r} is no number for {name}.", "Write a whole number.")
    return int(text)


def split_words(texts: list[str]) -> tuple[str, ...]:
    """Words given one by one or with commas, each once."""
    return tuple(dict.fromkeys(part.strip() for text in texts for part in text.split(",") if part.strip()))
