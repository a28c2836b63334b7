"""What differs between two answers about a target: what came, what went, and what stands otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from graphdb.graph import Graph
from graphdb.model import Dataset
from graphdb.questions import reach
from graphdb.questions.parameters import Filters
from graphdb.questions.rows import OriginRow
from graphdb.questions.told import some_names
from graphdb.rules.counting import count_wholes
from graphdb.rules.evidence import GRADES
from graphdb.sentences import list_words, number_words

__all__ = ["Aspect", "Difference", "RowChange", "count_databases", "difference", "difference_sentences", "whole_answer"]


class Aspect(StrEnum):
    """In what two rows of an origin differ. ``route``: only the best route does, and nothing else."""

    sure = "sure"
    standing = "standing"
    evidence = "evidence"
    publishers = "publishers"
    first_reached = "first_reached"
    categories = "categories"
    route = "route"


@dataclass(frozen=True, slots=True)
class RowChange:
    """An origin that reaches by both answers, and in what its rows differ."""

    before: OriginRow
    after: OriginRow
    differs: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """``came``: rows of the second answer only; ``went``: of the first only; ``changed``: of both, not alike. In the
    order of ids. Empty where the answers are alike."""

    came: tuple[OriginRow, ...]
    went: tuple[OriginRow, ...]
    changed: tuple[RowChange, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.came or self.went or self.changed)


def whole_answer(graph: Graph, target: str, filters: Filters) -> reach.ReachAnswer:
    """What reaches the target, with all rows. Raises UnknownId and BadParameter as ``reach`` does."""
    return reach.ask(graph, reach.ReachParameters(target, filters, limit=max(1, len(graph.places))))


def difference(before: reach.ReachAnswer, after: reach.ReachAnswer) -> Difference:
    """What differs between two answers with all rows."""
    old = {row.origin.id: row for row in before.datasets + before.organizations}
    new = {row.origin.id: row for row in after.datasets + after.organizations}
    both = [(old[id_], new[id_], _differs(old[id_], new[id_])) for id_ in sorted(old.keys() & new.keys())]
    return Difference(
        came=tuple(new[id_] for id_ in sorted(new.keys() - old.keys())),
        went=tuple(old[id_] for id_ in sorted(old.keys() - new.keys())),
        changed=tuple(RowChange(one, other, aspects) for one, other, aspects in both if aspects),
    )


def _differs(before: OriginRow, after: OriginRow) -> tuple[Aspect, ...]:
    compared = {
        Aspect.sure: (before.sure, after.sure),
        Aspect.standing: (before.standing, after.standing),
        Aspect.evidence: (before.route.evidence, after.route.evidence),
        Aspect.publishers: (before.route.publishers, after.route.publishers),
        Aspect.first_reached: (before.first_reached, after.first_reached),
        Aspect.categories: (_fates(before), _fates(after)),
    }
    aspects = tuple(aspect for aspect, (one, other) in compared.items() if one != other)
    return aspects or ((Aspect.route,) if before.route.id != after.route.id else ())


def _fates(row: OriginRow) -> dict[str, str]:
    return {fate.category: fate.fate.value for fate in row.categories}


def count_databases(graph: Graph, rows: Iterable[OriginRow]) -> int:
    """How many databases the origins of rows are, a whole counted once."""
    part_of = {place.id: place.part_of for place in graph.places if isinstance(place, Dataset) and place.part_of}
    return count_wholes((row.origin.id for row in rows if row.origin.kind == "dataset"), part_of)


def difference_sentences(changes: Difference, first: str, second: str) -> list[str]:
    """What differs, a few sentences without their full stops. ``first`` and ``second``: what the answers are called."""
    if changes.empty:
        return [f"Between {first} and {second} nothing differs"]
    sentences = []
    if changes.came:
        sentences.append(f"{_there_are(changes.came)} only in {second}: {_names(changes.came)}")
    if changes.went:
        sentences.append(f"{_there_are(changes.went)} only in {first}: {_names(changes.went)}")
    stronger = sum(_rank(change.after) < _rank(change.before) for change in changes.changed)
    weaker = sum(_rank(change.after) > _rank(change.before) for change in changes.changed)
    rest = len(changes.changed) - stronger - weaker
    counted = {
        f"stronger evidence in {second}": stronger,
        f"weaker evidence in {second}": weaker,
        "another route, standing or list of categories": rest,
    }
    told = tuple(f"{count:,} with {words}" for words, count in counted.items() if count)
    return (
        [*sentences, f"Of the origins in both, there {_verb(changes.changed)} {list_words(told)}"]
        if told
        else sentences
    )


def _there_are(rows: tuple[OriginRow, ...]) -> str:
    return f"There {_verb(rows)} {number_words(len(rows), 'origin')}"


def _verb(rows: tuple[object, ...]) -> str:
    return "is" if len(rows) == 1 else "are"


def _names(rows: tuple[OriginRow, ...]) -> str:
    return some_names(row.origin.short for row in rows)


def _rank(row: OriginRow) -> int:
    return GRADES.index(row.route.evidence)
