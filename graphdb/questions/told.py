"""What is said about an answer, and phrases that the questions share: the words of ``graphdb.sentences``, put together."""

from collections.abc import Iterable
from dataclasses import dataclass

from graphdb.answers import Place, Route, Standing
from graphdb.model import Basis, Evidence
from graphdb.questions.parameters import Filters
from graphdb.sentences import date_words, list_words, number_words, place_words

__all__ = ["Told", "day_opening", "named", "reach_words", "sentence", "some_names", "strength_sentences"]


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
    """What data did or does by the question asked, to follow "by which data of X"."""
    return {
        "flowing": f"flows to {target.short}",
        "held": f"came to {target.short} and is still held there",
        "ever": f"came to {target.short}",
    }[filters.question.value]


def strength_sentences(route: Route, what: str) -> list[str]:
    """How strong the claim of a route is: its grade, what it rests on, and that somebody denies it. Verbs are chosen by
    the weakest hop; ``what`` names the route at the start of a sentence."""
    bases = list(Basis)
    weakest = max((hop.basis for hop in route.hops), key=bases.index)
    publishers = number_words(route.publishers, "publisher")
    words = [f"{what} {_GRADES[route.evidence]} ({publishers} for its weakest hop)"]
    if weakest == Basis.agreed:
        words.append("It rests on an agreement that provides for it; that it happened is not established")
    if weakest == Basis.permitted:
        words.append("It rests on a rule that allows it; no source says that it happened")
    deniers = dict.fromkeys(dispute.by for hop in route.hops for dispute in hop.disputes)
    return [*words, f"On record against it: {some_names(deniers)}"] if deniers else words


_GRADES = {
    Evidence.documented: "is shown by documents",
    Evidence.official: "is confirmed by officials",
    Evidence.reported: "is reported",
    Evidence.alleged: "is only alleged",
}


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
