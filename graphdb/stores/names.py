"""By which words a search finds a record, and which record comes first.

A store narrows (its index gives the records that hold every word); this file judges, so that every store gives the same
order. Names are compared folded: lower case, no accents, letters and digits only.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from graphdb.errors import BadParameter
from graphdb.model import KINDS, Record

__all__ = ["Name", "Names", "chosen_kinds", "names_of", "rank", "search_words"]

_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[^\W_]\.){2,}")
_MOST_WORDS = 32

_KEYS: dict[str, tuple[str, tuple[str, ...]]] = {
    "organization": ("name", ()),
    "dataset": ("name", ("sorn",)),
    "agreement": ("title", ()),
    "flow": ("purpose", ()),
    "legal_action": ("name", ("docket",)),
    "source": ("title", ("publisher",)),
    "category": ("label", ()),
    "law": ("label", ("citation",)),
    "publisher": ("name", ("house",)),
    "former_id": ("id", ()),
}
"""The key of a record that names it, and keys whose words find it too."""

_NEARNESS = {
    "dataset": 0,
    "organization": 0,
    "agreement": 1,
    "legal_action": 2,
    "flow": 3,
    "source": 4,
    "category": 5,
    "law": 5,
    "publisher": 6,
    "former_id": 6,
}
"""Places first: most people who search look for one."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a record, as shown and as compared; ``short`` for an abbreviation or the id."""

    shown: str
    folded: str
    short: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a record, the one to show first, and ``text``: further words (folded) that find it."""

    all: tuple[Name, ...]
    text: str = ""

    @property
    def words(self) -> str:
        """Every word that finds the record, folded."""
        return " ".join([*(name.folded for name in self.all), self.text])


def fold(text: str) -> str:
    """Lower case, without accents, letters and digits only; ``D.C. Circuit`` and ``DC Circuit`` fold alike."""
    joined = _DOTTED.sub(lambda match: match.group().replace(".", "") + " ", text) if "." in text else text
    plain = joined if joined.isascii() else _without_accents(joined)
    return " ".join(_WORD.findall(plain.casefold()))


def _without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def search_words(text: str) -> tuple[str, ...]:
    """The words of a search, folded; none if the text holds no letter or digit.

    Raises:
        BadParameter: more words than anyone types.
    """
    words = tuple(dict.fromkeys(fold(text).split()))
    if len(words) > _MOST_WORDS:
        raise BadParameter(f"A search may hold at most {_MOST_WORDS} words.")
    return words


def chosen_kinds(kinds: Sequence[str]) -> tuple[str, ...]:
    """The kinds to search in; all of them if none is asked for.

    Raises:
        BadParameter: a kind that does not exist.
    """
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise BadParameter(f"There is no kind {', '.join(unknown)!r}.", f"The kinds are {', '.join(KINDS)}.")
    return tuple(kinds) or tuple(KINDS)


def names_of(record: Record) -> Names:
    """By which names ``record`` is found."""
    title, further = _KEYS[record.kind_name]
    short = filter(None, (getattr(record, "abbreviation", None), record.id))
    others = (*getattr(record, "aliases", ()), *getattr(record, "former_ids", ()))
    shown: str = getattr(record, title)
    names = [Name(shown, fold(shown))]
    names += [Name(one, fold(one), short=True) for one in short]
    names += [Name(one, fold(one)) for one in others]
    return Names(tuple(names), " ".join(fold(getattr(record, key) or "") for key in further))


def rank(kind: str, record_id: str, names: Sequence[Name], words: Sequence[str]) -> tuple[tuple[int | str, ...], str]:
    """The sort key of a record that holds every word of a search (smallest first), and the name that matched.

    First the record whose abbreviation or id is the text, then the one with a name that is the text, then those with a
    name that holds every word, then what only several names together hold. Among equals: places first; then names that
    hold the words whole, names that begin with the text, names before aliases, short ones.
    """
    text = " ".join(words)
    grade, parts, inside, number = min((*_fit(name, text, words), number) for number, name in enumerate(names))
    best = names[number] if grade < _SEVERAL else names[0]
    return (grade, _NEARNESS[kind], parts, inside, number > 0, len(best.folded), kind, record_id), best.shown


_SEVERAL = 3


def _fit(name: Name, text: str, words: Sequence[str]) -> tuple[int, bool, bool]:
    """How well a name fits, smallest best: its grade; whether only beginnings of words fit; whether only inside it."""
    if name.folded == text:
        return (0 if name.short else 1), False, False
    own = name.folded.split()
    if not all(any(one.startswith(word) for one in own) for word in words):
        return _SEVERAL, True, True
    return 2, not all(word in own for word in words), not name.folded.startswith(text)
