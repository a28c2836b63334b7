"""The page of a search: what is found, how it stands towards ICE, and what to do where nothing is."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from api.asking import ask_reach
from api.pages.kept import KeptAnswers
from api.parameters import AskedRows, AskedSearch, read_known_at, today
from graphdb.graph import Graph
from graphdb.questions.rows import OriginRow
from graphdb.searching import Match, search_index

__all__ = ["Finding", "found", "rows_towards"]

_TARGET = "ice"
_KINDS = ("dataset", "organization", "agreement", "legal_action", "flow", "source", "category", "law")


@dataclass(frozen=True, slots=True)
class Finding:
    """A record that was found. ``row``: how it reaches the target. ``place``: a dataset without a known route."""

    id: str
    name: str
    matched: str
    address: str
    row: OriginRow | None
    place: bool


def rows_towards(graph: Graph, kept: KeptAnswers, target: str = _TARGET) -> dict[str, OriginRow]:
    """The row of every origin towards the target today, by the strongest of the three questions that has one."""
    if target not in graph.place_number:
        return {}

    def rows() -> dict[str, OriginRow]:
        found: dict[str, OriginRow] = {}
        for question in ("ever", "held", "flowing"):
            answer = ask_reach(graph, target, AskedRows(question=question, limit="10000"))
            found |= {row.origin.id: row for row in answer.datasets + answer.organizations}
        return found

    return kept.get(("rows", graph.name, target, today()), rows)


def found(
    graph: Graph, rows: Callable[[], dict[str, OriginRow]], asked: AskedSearch
) -> tuple[dict[str, list[Finding]], str, bool]:
    """What is found by kind; the words that matched where too little matched all; whether there is more.

    Raises:
        BadParameter: too many words, or no such kind.
    """
    hits, partly = _hits(graph, asked) if asked.q.strip() else ((), "")
    towards = rows() if hits else {}
    by_kind: defaultdict[str, list[Finding]] = defaultdict(list)
    for hit in hits[: asked.most]:
        row = towards.get(hit.id)
        address = f"/how/{hit.id}/{_TARGET}" if row else f"/record/{hit.id}"
        alone = hit.kind == "dataset" and row is None
        by_kind[hit.kind].append(Finding(hit.id, hit.name, hit.matched, address, row, alone))
    return {kind: by_kind[kind] for kind in _KINDS if kind in by_kind}, partly, len(hits) > asked.most


def _hits(graph: Graph, asked: AskedSearch) -> tuple[tuple[Match, ...], str]:
    """The hits for all words; where these are none or sources only, also those for the most telling word that has some."""
    read_known_at(asked)

    def search(text: str) -> tuple[Match, ...]:
        return search_index(graph).search(text, kinds=asked.kinds, limit=asked.most + 1).found

    hits = search(asked.q)
    words = asked.q.split()
    if len(words) < 2 or any(hit.kind != "source" for hit in hits):
        return hits, ""
    some = [(word, found) for word in dict.fromkeys(words) if len(word) > 2 and (found := search(word))]
    if not some:
        return hits, ""
    word, best = min(some, key=lambda pair: (all(hit.kind == "source" for hit in pair[1]), len(pair[1])))
    return tuple(dict.fromkeys((*best, *hits))), word
