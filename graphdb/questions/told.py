"""What is said about an answer, and phrases that the questions share: the words of ``graphdb.sentences``, put together."""

from dataclasses import dataclass

from graphdb.answers import Place, Standing
from graphdb.questions.parameters import Filters
from graphdb.sentences import date_words, list_words, number_words, place_words

__all__ = ["Told", "day_opening", "named", "names_words", "reaches_words", "sentence"]


@dataclass(frozen=True, slots=True)
class Told:
    """An answer in words: a title without a full stop, sentences, and notes on what the answer does not say."""

    title: str
    sentence: str
    notes: tuple[str, ...] = ()


def day_opening(filters: Filters) -> str:
    """"As of 1 June 2026" or, for what ever was, "Up to 1 June 2026"."""
    day = date_words(filters.as_of.isoformat())
    return f"Up to {day}" if filters.question.value == Standing.ever.value else f"As of {day}"


def reaches_words(filters: Filters) -> str:
    """What a route by the question asked is, to follow "a route by which data"."""
    return {"flowing": "flows", "held": "came that is still there", "ever": "came"}[filters.question.value]


def named(place: Place) -> str:
    """The data of an origin: "data of X", or "unnamed data of Y" where no dataset is known."""
    return f"data of {place.name}" if place.kind == "dataset" else f"unnamed data of {place_words(place)}"


def names_words(names: tuple[str, ...], singular: str, plural: str | None = None) -> str:
    """A count and the first names: "2 agreements (A and B)"."""
    words = number_words(len(names), singular, plural)
    return f"{words} ({list_words(names)})" if names else words


def sentence(*parts: str) -> str:
    """Sentences put together, each with a capital and a full stop."""
    return " ".join(f"{part[:1].upper()}{part[1:].rstrip('.')}." for part in parts if part)
