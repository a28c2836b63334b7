"""What is said about an answer, and phrases that the questions share: the words of ``graphdb.sentences``, put together."""

from collections.abc import Iterable
from dataclasses import dataclass

from graphdb.answers import Place, Standing
from graphdb.questions.parameters import Filters
from graphdb.sentences import date_words, list_words, place_words

__all__ = ["Told", "day_opening", "named", "reach_words", "sentence", "some_names"]


@dataclass(frozen=True, slots=True)
class Told:
    """An answer in words: a title without a full stop, sentences, and notes on what the answer does not say."""

    title: str
    sentence: str
    notes: tuple[str, ...] = ()


def day_opening(filters: Filters) -> str:
    """ "As of 1 June 2026" or, for what ever was, "Up to 1 June 2026"."""
    day = date_words(filters.as_of.isoformat())
    return f"Up to {day}" if filters.question.value == Standing.ever.value else f"As of {day}"


def reach_words(filters: Filters, target: Place) -> str:
    """What data does by the question asked, to follow "data of X" (singular)."""
    return {
        "flowing": f"flows to {target.short}",
        "held": f"is at {target.short}",
        "ever": f"reached {target.short}",
    }[filters.question.value]


def named(place: Place) -> str:
    """The data of an origin: "data of X", or "unnamed data of Y" where no dataset is known."""
    return f"data of {place.name}" if place.kind == "dataset" else f"unnamed data of {place_words(place)}"


def some_names(names: Iterable[str], most_words: int = 14) -> str:
    """The first names, as many as stay readable (at least one), and how many others there are."""
    every, shown, words = tuple(names), 0, 0
    for name in every[:3]:
        words += len(name.split())
        if shown and words > most_words:
            break
        shown += 1
    return list_words(every, most=shown)


def sentence(*parts: str) -> str:
    """Sentences put together, each with a capital and a full stop."""
    return " ".join(f"{part[:1].upper()}{part[1:].rstrip('.')}." for part in parts if part)
