"""What the feeds tell: an entry for a publication, with what it changed in words.

Ids are made of what an entry is about, so that they are the same on every machine and for ever. Nothing depends on when a
feed is asked for.
"""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from urllib.parse import urlencode

from api.asking import ask_reach
from api.further_asking import ask_changes
from api.further_parameters import AskedChanges
from api.graphs import Graphs
from api.parameters import AskedRows
from graphdb.headlines import answer_sentence
from graphdb.model import KINDS
from graphdb.questions.changes import AnswerChange, ChangesAnswer
from graphdb.questions.told import some_names
from graphdb.sentences import list_words, number_words
from graphdb.stores.base import ReleaseInfo

__all__ = ["MOST_PUBLICATIONS", "Entry", "Feed", "answer_feed", "releases_feed"]

MOST_PUBLICATIONS = 12
"""So many of the newest publications are told; each is compared with the one before it."""

_NAMES = uuid.UUID("6f0d6a52-5d5f-5c1b-9d55-3f2a1c0e8b47")
"""The space of our ids. It must never change."""

_MOST_CHANGES = 50
_SHORT_NAME = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """``paragraphs``: plain text. ``address``: a path and query that give the same answer for ever."""

    id: str
    title: str
    updated: datetime.datetime
    address: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """``path``: of the feed itself, without a suffix; ``query``: its query; ``address``: of what it is about. Newest entry
    first."""

    id: str
    title: str
    subtitle: str
    path: str
    query: str
    address: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime.datetime:
        """When the newest entry was published; the beginning of 1970 where there is none."""
        return max((entry.updated for entry in self.entries), default=datetime.datetime.fromtimestamp(0, datetime.UTC))


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two releases that follow each other, and what is asked of both."""

    before: str
    after: str
    target: str
    question: str
    day: str


def releases_feed(graphs: Graphs, publications: Sequence[ReleaseInfo]) -> Feed:
    """A feed of all publications, newest first."""
    newest = publications[: MOST_PUBLICATIONS + 1]
    entries: list[Entry] = []
    for after, before in pairwise([*newest, None]):
        if after is None or len(entries) == MOST_PUBLICATIONS:
            break
        if before is None:
            text, address = "The first release.", f"/v1/reach/ice?{_pinned(after)}"
        else:
            pair = _Pair(before.name, after.name, "ice", "flowing", _day(after))
            changes = _compared(graphs, pair)
            text = changes.told.sentence if changes else "Neither this release nor the one before knows ICE."
            address = _changes_address(pair) if changes else f"/v1/records?{urlencode({'known_at': after.name})}"
        entries.append(
            Entry(
                id=_id("release", after.name, after.published.isoformat()),
                title=f"Release {after.name[:_SHORT_NAME]}",
                updated=after.published.astimezone(datetime.UTC),
                address=address,
                paragraphs=(text, f"It holds {_counts(after)}."),
            )
        )
    return Feed(
        id=_id("releases"),
        title="datareach: releases",
        subtitle="Each published state of the graph of which databases reach ICE, and what changed in it.",
        path="/v1/feeds/releases",
        query="",
        address="/v1/releases",
        entries=tuple(entries),
    )


def answer_feed(graphs: Graphs, publications: Sequence[ReleaseInfo], target: str, question: str) -> Feed:
    """A feed of what reaches a target: an entry for each publication in which the answer changed, newest first.

    Both releases are asked about the day on which the later one was published, so that an entry tells what became known
    with it and not what time alone changed.

    Raises:
        UnknownId: the newest release has no such place.
        BadParameter: there is no such question.
    """
    newest = publications[: MOST_PUBLICATIONS + 1]
    current = graphs.get()
    known = current.resolve(target)
    now = ask_reach(current, known, AskedRows(question=question, as_of=_day(newest[0])))
    entries: list[Entry] = []
    for after, before in pairwise(newest):
        pair = _Pair(before.name, after.name, known, question, _day(after))
        changes = _compared(graphs, pair)
        if changes is not None and changes.answers:
            entries.append(_changed(pair, after.published, changes))
    if len(publications) <= MOST_PUBLICATIONS:
        entries += _first(graphs, publications[-1], known, question)
    short = now.target.short
    return Feed(
        id=_id("answer", known, question),
        title=f"datareach: what reaches {short}",
        subtitle=f"What became known of the databases that reach {now.target.name}, release by release ({question}).",
        path=f"/v1/feeds/reach/{known}",
        query=urlencode({"question": question}),
        address=f"/v1/reach/{known}?{urlencode({'question': question})}",
        entries=tuple(entries),
    )


def _changed(pair: _Pair, published: datetime.datetime, changes: ChangesAnswer) -> Entry:
    lines = [_line(change) for change in changes.answers[:_MOST_CHANGES]]
    more = len(changes.answers) - len(lines)
    return Entry(
        id=_id("change", pair.target, pair.question, pair.before, pair.after, published.isoformat()),
        title=_title(changes.answers),
        updated=published.astimezone(datetime.UTC),
        address=_changes_address(pair),
        paragraphs=(
            changes.told.sentence,
            *lines,
            *([f"And {number_words(more, 'other')}."] if more else []),
            *changes.told.notes,
        ),
    )


def _first(graphs: Graphs, info: ReleaseInfo, target: str, question: str) -> list[Entry]:
    """Where the feed begins: the answer of the first release, if it knew the target."""
    graph = graphs.get(info.name)
    if target not in graph.records:
        return []
    answer = ask_reach(graph, target, AskedRows(question=question, as_of=_day(info)))
    return [
        Entry(
            id=_id("first", target, question, info.name, info.published.isoformat()),
            title=f"What reaches {answer.target.short}: the first answer",
            updated=info.published.astimezone(datetime.UTC),
            address=f"/v1/reach/{target}?{_pinned(info, question)}",
            paragraphs=(answer_sentence(answer), answer.coverage.note),
        )
    ]


def _title(answers: Sequence[AnswerChange]) -> str:
    """The difference in a line: "Newly known to reach ICE: ISO ClaimSearch"."""
    short = answers[0].target.short
    by_kind = {
        what: [change.origin.short for change in answers if change.what == what] for what in ("came", "went", "changed")
    }
    words = {
        "came": f"Newly known to reach {short}",
        "went": f"No longer known to reach {short}",
        "changed": f"Known otherwise to reach {short}",
    }
    return "; ".join(f"{words[what]}: {some_names(names)}" for what, names in by_kind.items() if names)


def _line(change: AnswerChange) -> str:
    """One origin: what changed, and its grade before and after."""
    name, short = change.origin.name, change.target.short
    grades = [str(route.evidence.value) for route in (change.before, change.after) if route is not None]
    if change.what == "came":
        return f"{name}: a route to {short} is known now ({grades[0]})."
    if change.what == "went":
        return f"{name}: no route to {short} is known any more (it was {grades[0]}); that does not mean that there is none."
    aspects = list_words(tuple(aspect.value.replace("_", " ") for aspect in change.differs), most=9)
    grade = grades[1] if grades[0] == grades[1] else f"{grades[0]} before, {grades[1]} now"
    return f"{name}: its way to {short} is told otherwise in {aspects} ({grade})."


@lru_cache(maxsize=256)
def _compared(graphs: Graphs, pair: _Pair) -> ChangesAnswer | None:
    """What changed between two releases, which never changes itself; none where both do not know the target."""
    before, after = graphs.get(pair.before), graphs.get(pair.after)
    if not any(pair.target in graph.records or pair.target in graph.former_ids for graph in (before, after)):
        return None
    return ask_changes(before, after, AskedChanges(as_of=pair.day, target=pair.target, question=pair.question))


def _changes_address(pair: _Pair) -> str:
    query = {
        "as_of": pair.day,
        "before": pair.before,
        "known_at": pair.after,
        "question": pair.question,
        "target": pair.target,
    }
    return f"/v1/changes?{urlencode(query)}"


def _pinned(info: ReleaseInfo, question: str = "flowing") -> str:
    return urlencode({"as_of": _day(info), "known_at": info.name, "question": question})


def _day(info: ReleaseInfo) -> str:
    return info.published.astimezone(datetime.UTC).date().isoformat()


def _counts(info: ReleaseInfo) -> str:
    words = [
        f"{info.counts[kind]:,} {(model.plural if info.counts[kind] != 1 else kind).replace('_', ' ')}"
        for kind, model in KINDS.items()
        if info.counts.get(kind)
    ]
    return list_words(tuple(words), most=len(words)) if words else "no records"


def _id(*parts: str) -> str:
    return uuid.uuid5(_NAMES, "\n".join(parts)).urn
