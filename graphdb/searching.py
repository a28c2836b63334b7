"""Search in one release, the same over every store: by names, word forms, everyday words, descriptions, and spelling.

An index is made once a release (about 2,000 records: a tenth of a second) and then only read, so any thread may ask. Names
are folded and ordered as ``graphdb.stores.names`` does it; this file adds the ways to a record that its names do not give:

- a form of a word ("agreements" finds "agreement"), by the stems of the Snowball project;
- an everyday word ("license plates"), by ``everyday.yaml``: it leads to the datasets that list the category;
- a word of a dataset's description;
- a word that nothing has, read as the nearest one that something has ("medicad").

Each match says by which way it was found.
"""

import contextlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA
from Stemmer import Stemmer

from graphdb.errors import BadParameter, UnknownId
from graphdb.graph import Graph
from graphdb.model import KINDS, Dataset, FormerId, Organization, Record
from graphdb.stores.names import Name, Names, chosen_kinds, fold, names_of, rank, search_words

__all__ = ["Match", "Matches", "SearchIndex", "Way", "everyday_words", "search_index"]


class Way(StrEnum):
    """How a record was found, best first."""

    name = "name"
    word_form = "word_form"
    everyday_word = "everyday_word"
    description = "description"
    spelling = "spelling"


_WAYS = list(Way)
_EVERYWHERE = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
    | {"data", "database", "databases", "dataset", "datasets", "info", "information", "record", "records"}
    | {"about", "do", "does", "has", "have", "how", "is", "my", "people", "what", "where", "which", "who"}
)
"""Words that narrow nothing beside others: they need not be found."""

_LEAST_PREFIX = 3
_MOST_SPELLINGS = 3
_NOT_EXACT = 2
"""The first grade of ``rank`` that is no exact name."""

_VOCABULARY = ("category", "law", "publisher")


@dataclass(frozen=True, slots=True)
class Match:
    """A record that was found. ``matched``: the name or, for an everyday word, the category that matched."""

    kind: str
    id: str
    name: str
    matched: str
    way: Way


@dataclass(frozen=True, slots=True)
class Matches:
    """What a search found, best first. ``kinds``: how many records of each kind match, whatever kinds were asked for.
    ``spelled``: words that nothing has, and the nearest words that were searched for in their place."""

    found: tuple[Match, ...]
    kinds: dict[str, int]
    truncated: bool
    spelled: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    record: Record
    names: Names


@dataclass(frozen=True, slots=True)
class _Phrase:
    """An everyday word or several: folded, as stems, and the categories and the words of names that it stands for."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    categories: tuple[str, ...]
    names: tuple[str, ...]


_Found = dict[int, int]
"""Entries by number, each with the place of its best way in ``_WAYS``."""


@lru_cache(maxsize=4)
def search_index(graph: Graph) -> "SearchIndex":
    """The index of a graph; those of the graphs that were asked for last are kept."""
    return SearchIndex(graph)


@cache
def everyday_words() -> dict[str, dict[str, tuple[str, ...]]]:
    """The two tables of ``everyday.yaml``: words by category, and words of names by word."""
    text = Path(__file__).with_name("everyday.yaml").read_text(encoding="utf-8")
    return {
        table: {key: tuple(map(str, words)) for key, words in entries.items()}
        for table, entries in yaml.safe_load(text).items()
    }


class SearchIndex:
    """What is searched of one release."""

    def __init__(self, graph: Graph) -> None:
        self.entries = tuple(_entries(graph))
        self.labels = {id_: category.label for id_, category in graph.categories.items()}
        self._names = _postings((number, entry.names.words) for number, entry in enumerate(self.entries))
        self._stems = _stemmed(self._names)
        self._sorted = sorted(self._names)
        datasets = [(number, one.record) for number, one in enumerate(self.entries) if isinstance(one.record, Dataset)]
        self._descriptions = _stemmed(_postings((number, fold(one.description)) for number, one in datasets))
        holding: defaultdict[str, set[int]] = defaultdict(set)
        for number, dataset in datasets:
            for category in dataset.categories:
                holding[category].add(number)
        self._holding = dict(holding)

    def search(self, text: str, *, kinds: Sequence[str] = (), limit: int = 20) -> Matches:
        """The records that every word of ``text`` finds in some way; the last letters of a word may be missing.

        ``kinds`` narrows to kinds of records (empty: all).

        Raises:
            BadParameter: a kind that does not exist, more words than anyone types, or a limit below one.
        """
        if limit < 1:
            raise BadParameter("A search must ask for at least one record.")
        words, chosen = search_words(text), frozenset(chosen_kinds(kinds))
        asked = _Asked(self, words)
        found = asked.found()
        counts = Counter(self.entries[number].record.kind_name for number in found)
        ranked = sorted(
            asked.match(number, way) for number, way in found.items() if self.entries[number].record.kind_name in chosen
        )
        return Matches(
            found=tuple(match for _, _, match in ranked[:limit]),
            kinds={kind: counts[kind] for kind in KINDS if counts[kind]},
            truncated=len(ranked) > limit,
            spelled=asked.spelled,
        )

    def named(self, word: str) -> set[int]:
        """The entries with a name that holds a word which begins so."""
        found: set[int] = set()
        for place in range(bisect_left(self._sorted, word), len(self._sorted)):
            token = self._sorted[place]
            if not token.startswith(word):
                break
            found |= self._names[token]
        return found

    def places_named(self, word: str) -> set[int]:
        """The organizations and datasets with a name that holds a word."""
        numbers = self._names.get(word, set())
        return {number for number in numbers if isinstance(self.entries[number].record, Organization | Dataset)}

    def formed(self, stem: str) -> set[int]:
        """The entries with a name that holds a form of a word."""
        return self._stems.get(stem, set())

    def described(self, stem: str) -> set[int]:
        """The datasets whose description holds a form of a word."""
        return self._descriptions.get(stem, set())

    def holding(self, category: str) -> set[int]:
        """The datasets that list a category."""
        return self._holding.get(category, set())

    def near(self, word: str) -> tuple[str, ...]:
        """Words of names that are spelled nearly like ``word``, nearest first."""
        most = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
        if not most:
            return ()
        near = process.extract(word, self._sorted, scorer=OSA.distance, score_cutoff=most, limit=None)
        ordered = sorted(near, key=lambda one: (one[1], -len(self._names[one[0]]), one[0]))
        return tuple(token for token, distance, _ in ordered if distance == ordered[0][1])[:_MOST_SPELLINGS]

    @cached_property
    def phrases(self) -> tuple[_Phrase, ...]:
        """The everyday words that lead to something of this release."""
        tables = everyday_words()
        categories: defaultdict[str, list[str]] = defaultdict(list)
        for category, texts in tables["categories"].items():
            for text in dict.fromkeys(map(fold, (*texts, self.labels.get(category, "")))):
                categories[text] += [category] if category in self._holding else []
        names = {fold(text): words for text, words in tables["names"].items()}
        stemmer = Stemmer("english")
        return tuple(
            _Phrase(words, tuple(stemmer.stemWords(list(words))), tuple(categories[text]), names.get(text, ()))
            for text in sorted(categories.keys() | names.keys())
            if (words := tuple(text.split()))
        )


class _Asked:
    """One search: what finds each of its words."""

    def __init__(self, index: SearchIndex, words: tuple[str, ...]) -> None:
        self._index = index
        self._words = words
        self._stems = Stemmer("english").stemWords(list(words))
        self._categories: defaultdict[int, set[str]] = defaultdict(set)
        self._spelled: dict[str, str] = {}
        self._by_word: list[_Found] = [{} for _ in words]
        for place, (word, stem) in enumerate(zip(words, self._stems, strict=True)):
            self._add((place,), index.named(word), Way.name)
            self._add((place,), index.formed(stem), Way.word_form)
            self._add((place,), index.described(stem), Way.description)
        for place in range(len(words) - 1):  # "claim search" finds ClaimSearch
            self._add((place, place + 1), index.named(words[place] + words[place + 1]), Way.name)
        for phrase in index.phrases:
            self._add_phrase(phrase)
        self._add_spellings()
        self._read = tuple(self._spelled.get(word, word) for word in words)

    @property
    def spelled(self) -> tuple[tuple[str, str], ...]:
        """Words that nothing has, each with the nearest one that something has."""
        return tuple(self._spelled.items())

    def found(self) -> _Found:
        """The entries that every word finds, each with its weakest way."""
        telling = [place for place, word in enumerate(self._words) if word not in _EVERYWHERE]
        needed = [self._by_word[place] for place in telling or range(len(self._words))]
        if not needed:
            return {}
        numbers = set.intersection(*(set(found) for found in needed))
        return {number: max(found[number] for found in needed) for number in numbers}

    def match(self, number: int, way: int) -> tuple[tuple[int, ...], tuple[int | str, ...], Match]:
        """The keys by which a match is ordered (first how it was found, then how its name fits), and the match."""
        record, names = self._index.entries[number].record, self._index.entries[number].names.all
        fit, matched = rank(record.kind_name, record.id, names, self._read)
        if _WAYS[way] == Way.word_form:
            matched = self._formed(names)
        elif _WAYS[way] == Way.everyday_word:
            matched = self._index.labels[min(self._categories[number])] if self._categories[number] else matched
        place = isinstance(record, Organization | Dataset)
        exact = _NOT_EXACT if record.kind_name in _VOCABULARY else min(int(fit[0]), _NOT_EXACT)
        order = (exact, int(way >= _WAYS.index(Way.description)), int(not place), way)
        return order, fit, Match(record.kind_name, record.id, names[0].shown, matched, _WAYS[way])

    def _add(self, places: Iterable[int], numbers: Iterable[int], way: Way) -> None:
        """Let the words at some places find entries, unless they find them in a better way."""
        rank_of_way = _WAYS.index(way)
        for place in places:
            found = self._by_word[place]
            for number in numbers:
                found[number] = min(found.get(number, rank_of_way), rank_of_way)

    def _add_phrase(self, phrase: _Phrase) -> None:
        length = len(phrase.words)
        for start in range(len(self._words) - length + 1):
            if all(self._means(start + at, phrase, at) for at in range(length)):
                places = range(start, start + length)
                for category in phrase.categories:
                    numbers = self._index.holding(category)
                    self._add(places, numbers, Way.everyday_word)
                    for number in numbers:
                        self._categories[number].add(category)
                for word in phrase.names:
                    self._add(places, self._index.places_named(word), Way.everyday_word)

    def _means(self, place: int, phrase: _Phrase, at: int) -> bool:
        """Whether a word is a form of a word of a phrase; the last letters of the last word may be missing."""
        if self._stems[place] == phrase.stems[at]:
            return True
        word = self._words[place]
        return place == len(self._words) - 1 and len(word) >= _LEAST_PREFIX and phrase.words[at].startswith(word)

    def _add_spellings(self) -> None:
        for place, word in enumerate(self._words):
            if not self._by_word[place] and word not in _EVERYWHERE:
                near = self._index.near(word)
                for token in near:
                    self._add((place,), self._index.named(token), Way.spelling)
                if near:
                    self._spelled[word] = near[0]

    def _formed(self, names: Sequence[Name]) -> str:
        """The first name that holds a form of every word; the name to show where only several together do."""
        stemmer = Stemmer("english")
        for name in names:
            stems = set(stemmer.stemWords(name.folded.split()))
            if stems.issuperset(self._stems):
                return name.shown
        return names[0].shown


def _entries(graph: Graph) -> Iterator[_Entry]:
    """What is searched: every record; a former id is a name of the record that stands for it now."""
    former: defaultdict[str, list[str]] = defaultdict(list)
    for old in graph.former_ids:
        with contextlib.suppress(UnknownId):
            former[graph.resolve(old)].append(old)
    for record in graph.release.records:
        if isinstance(record, FormerId) and record.to:
            continue
        names = names_of(record)
        known = {name.shown for name in names.all}
        more = tuple(Name(old, fold(old)) for old in sorted(former[record.id]) if old not in known)
        yield _Entry(record, Names(names.all + more, names.text))


def _postings(texts: Iterable[tuple[int, str]]) -> dict[str, set[int]]:
    """The words of texts, each with the numbers of the texts that hold it."""
    postings: defaultdict[str, set[int]] = defaultdict(set)
    for number, text in texts:
        for word in set(text.split()):
            postings[word].add(number)
    return dict(postings)


def _stemmed(postings: dict[str, set[int]]) -> dict[str, set[int]]:
    """The same by the stems of the words."""
    stemmed: defaultdict[str, set[int]] = defaultdict(set)
    words = list(postings)
    for word, stem in zip(words, Stemmer("english").stemWords(words), strict=True):
        stemmed[stem] |= postings[word]
    return dict(stemmed)
