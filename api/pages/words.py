"""Words of the pages for what records and answers say in one word each."""

import datetime
from collections.abc import Callable
from typing import Any

from api.parameters import today
from graphdb.answers import Hop, Standing
from graphdb.model import AgreementKind, Mechanism
from graphdb.sentences import (
    date_words,
    first_upper,
    list_words,
    mechanism_words,
    number_words,
    place_words,
    route_state_words,
    state_words,
)

__all__ = ["FILTERS", "GRADES", "KEYS", "QUESTIONS", "STANDINGS"]

STANDINGS = {
    "flowing": "flowing now",
    "held": "copy held, nothing new flowing",
    "ever": "in the past: no known copy",
}
"""How an origin stands towards the target."""

QUESTIONS = {
    "flowing": "Open today: every step of a route is open",
    "held": "Held: open, or copied before",
    "ever": "Ever: at any time up to the day",
}
"""The three questions, as a reader chooses between them."""

GRADES = {
    "documented": "A contract, court record, agency notice or released file shows it.",
    "official": "An official or an agency confirmed it.",
    "reported": "Journalists or researchers report it.",
    "alleged": "Someone claims it; it is not confirmed.",
}
"""What each grade of evidence means."""

KEYS = {
    "about": "about",
    "affects": "reached by the ruling",
    "agreement": "agreement",
    "appeal_of": "appeal of",
    "categories": "lists the category",
    "court": "court",
    "defendants": "defendant",
    "laws": "bound by",
    "legal_action": "names it as the reason",
    "onward_of": "passes on the data of",
    "operator": "operated by",
    "parent": "part of",
    "part_of": "part of",
    "parties": "party",
    "plaintiffs": "plaintiff",
    "same_as": "another telling of",
    "source": "data leaves",
    "sources": "cites",
    "target": "data arrives",
}
"""What the keys of a record mean, in a few words."""

_KINDS = {
    "legal_action": "legal action",
    AgreementKind.memorandum_of_understanding.value: "memorandum of understanding",
}


_LINES = {
    "active": "active",
    "in_force": "active",
    "blocked": "blocked",
    "suspended": "blocked",
    "enjoined": "blocked",
    "partly_enjoined": "blocked",
    "ended": "ended",
    "expired": "ended",
    "terminated": "ended",
    "unconfirmed": "unconfirmed",
    "planned": "planned",
    "proposed": "planned",
    "not yet": "planned",
}


def _date(value: object) -> str:
    return date_words(str(value)) if value else ""


def _standing(standing: Standing | str, as_of: datetime.date) -> str:
    words = STANDINGS[str(standing)]
    if as_of != today():
        return {"flowing": f"flowing on {date_words(as_of.isoformat())}"}.get(str(standing), words)
    return words


def _plain(word: object) -> str:
    """A word of the vocabulary as people write it."""
    return _KINDS.get(str(word), str(word).replace("_", " "))


def _how(mechanism: Mechanism) -> str:
    return first_upper(mechanism_words(mechanism)) if mechanism != Mechanism.unknown else "Means not known"


def _copy(hop: Hop) -> str:
    if hop.mechanism == Mechanism.unknown:
        return "whether a copy stays is not known"
    return "leaves a copy" if hop.leaves_copy else "a window: nothing stays when it closes"


def _line(state: str) -> str:
    """The style of the line of a state of a flow or an agreement; empty for what is no line (that use is barred, say)."""
    return _LINES.get(state, "")


FILTERS: dict[str, Callable[..., Any]] = {
    "date": _date,
    "day": lambda day: date_words(day.isoformat()),
    "standing": _standing,
    "plain": _plain,
    "how": _how,
    "copies": _copy,
    "line": _line,
    "state_words": state_words,
    "route_state": route_state_words,
    "place_words": place_words,
    "first_upper": first_upper,
    "count": number_words,
    "listed": list_words,
    "grade": lambda grade: GRADES[str(grade)],
}
"""What the templates call."""
