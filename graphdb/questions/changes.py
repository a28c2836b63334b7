"""What changed between two releases? The records that came, went or were corrected (with the keys), and the answers that
differ because of it. Nothing changed is an answer too."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphdb.answers import Coverage, Place, Route
from graphdb.graph import Graph
from graphdb.model import KINDS, Record
from graphdb.questions.difference import Aspect, difference, whole_answer
from graphdb.questions.parameters import Filters
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.rows import OriginRow
from graphdb.questions.telling import tell_coverage
from graphdb.questions.told import Told, sentence, some_names
from graphdb.sentences import list_words, number_words

__all__ = [
    "EXAMPLE",
    "AnswerChange",
    "ChangesAnswer",
    "ChangesParameters",
    "KeyChange",
    "RecordChange",
    "ask",
    "record_changes",
]

EXAMPLE = "changes --before 2026-01-01"


@dataclass(frozen=True, slots=True)
class ChangesParameters:
    """``targets``: those whose answers are compared, both about the day and by the filters."""

    filters: Filters
    targets: tuple[str, ...] = ("ice",)


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A key of a record, and its values as JSON; none where a release has none."""

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that changed. ``what``: added, withdrawn, renamed (``now``: its id in the later release) or corrected."""

    kind: str
    id: str
    name: str
    what: str
    keys: tuple[KeyChange, ...] = ()
    now: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An origin whose row differs, and the changed records that its routes, before or after, rest on."""

    target: Place
    origin: Place
    what: str  # came, went or changed
    differs: tuple[Aspect, ...]
    before: Route | None
    after: Route | None
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangesAnswer:
    """The answer to ``ChangesParameters``: from one release to another."""

    parameters: ChangesParameters
    before: str
    release: str
    records: tuple[RecordChange, ...]
    answers: tuple[AnswerChange, ...]
    coverage: Coverage
    told: Told


_COVERAGE = "A change of a record is a change of what is known, not always of the world."


def ask(before: Graph, after: Graph, parameters: ChangesParameters) -> ChangesAnswer:
    """Answer what changed from one release to another.

    Raises:
        UnknownId: a target is a place of neither release.
        BadParameter: a category is unknown to the later release.
    """
    records = tuple(record_changes(before, after)) if before.name != after.name else ()
    changed = {change.id for change in records} | {change.now for change in records if change.now}
    answers = tuple(
        change for target in parameters.targets for change in _answers(before, after, target, parameters, changed)
    )
    return ChangesAnswer(
        parameters=parameters,
        before=before.name,
        release=after.name,
        records=records,
        answers=answers,
        coverage=tell_coverage(after, _COVERAGE, parameters.filters.day),
        told=_told(records, answers),
    )


def record_changes(before: Graph, after: Graph) -> Iterator[RecordChange]:
    """The records that differ, in the order of kinds and ids."""
    for kind in KINDS:
        old = {record.id: record for record in before.release.of_kind(kind)}
        new = {record.id: record for record in after.release.of_kind(kind)}
        for id_ in sorted(old.keys() | new.keys()):
            if id_ not in old:
                yield RecordChange(kind, id_, _name(new[id_]), "added")
            elif id_ not in new:
                now = after.former_ids.get(id_)
                yield RecordChange(kind, id_, _name(old[id_]), "renamed" if now else "withdrawn", now=now)
            elif old[id_] != new[id_]:
                yield RecordChange(kind, id_, _name(new[id_]), "corrected", tuple(_keys(old[id_], new[id_])))


def _name(record: Record) -> str:
    names = (getattr(record, key, None) for key in ("name", "title", "label", "purpose"))
    return next((str(name) for name in names if name), record.id)


def _keys(old: Record, new: Record) -> Iterator[KeyChange]:
    before, after = (record.model_dump(mode="json", exclude_defaults=True) for record in (old, new))
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield KeyChange(key, _json(before.get(key)), _json(after.get(key)))


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _answers(
    before: Graph, after: Graph, target: str, parameters: ChangesParameters, changed: set[str]
) -> Iterator[AnswerChange]:
    there = after if target in after.records or target in after.former_ids else before
    there.place(target)
    old, new = (_answer(graph, target, parameters.filters) for graph in (before, after))
    named = new or old
    if named is None or before.name == after.name:
        return
    rows = [answer.datasets + answer.organizations if answer is not None else () for answer in (old, new)]
    if old is not None and new is not None:
        changes = difference(old, new)
        went, came = changes.went, changes.came
        both = [(change.before, change.after, change.differs) for change in changes.changed]
    else:
        (went, came), both = rows, []
    for what, one, other, differs in (
        *(("went", row, None, ()) for row in went),
        *(("came", None, row, ()) for row in came),
        *(("changed", *change) for change in both),
    ):
        known = [row for row in (one, other) if row is not None]
        because = sorted(changed & {id_ for row in known for id_ in _rests_on(row)})
        routes = [row.route if row is not None else None for row in (one, other)]
        yield AnswerChange(named.target, known[-1].origin, what, tuple(differs), routes[0], routes[1], tuple(because))


def _answer(graph: Graph, target: str, filters: Filters) -> ReachAnswer | None:
    known = target in graph.records or target in graph.former_ids
    return whole_answer(graph, target, filters) if known else None


def _rests_on(row: OriginRow) -> Iterable[str]:
    """The records that a row rests on: its origin, flows, agreements and sources."""
    yield row.origin.id
    for hop in row.route.hops:
        yield from (hop.flow, hop.source.id, hop.target.id, *hop.sources)
        if hop.agreement:
            yield hop.agreement
        yield from (touch.id for touch in hop.legal_actions)


_COUNTED = ("added", "corrected", "withdrawn", "renamed")


def _told(records: tuple[RecordChange, ...], answers: tuple[AnswerChange, ...]) -> Told:
    title = "What changed between two releases"
    if not records:
        return Told(title, "Nothing changed: both releases hold the same records.", _NOTES)
    counts = {what: sum(change.what == what for change in records) for what in _COUNTED}
    words = tuple(f"{count:,} {what}" for what, count in counts.items() if count)
    verb = "was" if words[0].startswith("1 ") else "were"
    number, what = words[0].split(" ", 1)
    first = f"Of the records, {list_words((f'{number} {verb} {what}', *words[1:]), most=9)}"
    if not answers:
        return Told(title, sentence(first, "No answer that is followed here differs"), _NOTES)
    sentences = []
    for what, verb in (("came", "now reach"), ("went", "no longer reach"), ("changed", "reach")):
        some = [change for change in answers if change.what == what]
        if some:
            targets = list_words(tuple(dict.fromkeys(change.target.short for change in some)), most=9)
            names = some_names(dict.fromkeys(change.origin.short for change in some))
            otherwise = " otherwise than before" if what == "changed" else ""
            sentences.append(
                f"{number_words(len(some), 'origin')} {_agreeing(verb, len(some))} {targets}{otherwise}: {names}"
            )
    return Told(title, sentence(first, *sentences, *_grades(answers)), _NOTES)


def _agreeing(verb: str, count: int) -> str:
    return verb if count > 1 else verb.replace("reach", "reaches")


def _grades(answers: tuple[AnswerChange, ...]) -> list[str]:
    """At most three changes of a grade: "Medicaid to ICE: from reported to documented"."""
    graded = [
        f"{change.origin.short} to {change.target.short}: from {change.before.evidence} to {change.after.evidence}"
        for change in answers
        if change.before is not None and change.after is not None and Aspect.evidence in change.differs
    ]
    return graded[:3]


_NOTES = ("What a later release knows may be about an earlier time.",)
