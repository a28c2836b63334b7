"""The plan: what a load would change, before anything is written. Pure functions over two releases."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from graphdb.errors import TooMuchLost
from graphdb.model import KINDS, Record
from graphdb.release import Release

__all__ = [
    "LOSS_AT_MOST",
    "AnswersBetween",
    "Change",
    "KindPlan",
    "Plan",
    "combine",
    "no_answers",
    "plan",
    "stop_at_loss",
]

LOSS_AT_MOST = 0.10
"""The share of the records of a kind that a load may lose without being told to."""

_SHOWN = 10

AnswersBetween = Callable[[Release | None, Release], Sequence[str]]
"""Tells which answers differ between two releases, one line each."""


@dataclass(frozen=True, slots=True)
class Change:
    """A record that stays with other content: the keys that differ, in the order of the model."""

    id: str
    fields: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.id} ({', '.join(self.fields)})"


@dataclass(frozen=True, slots=True)
class KindPlan:
    """What happens to the records of one kind; ids sorted."""

    kind: str
    added: tuple[str, ...]
    changed: tuple[Change, ...]
    withdrawn: tuple[str, ...]

    def lines(self, *, ids: bool = True) -> Iterator[str]:
        """``flows: 2 added, 1 changed (evidence), 0 withdrawn``, then the ids if they are wanted."""
        touched = {field: None for change in self.changed for field in change.fields}
        fields = f" ({', '.join(sorted(touched))})" if touched else ""
        counts = f"{len(self.added)} added, {len(self.changed)} changed{fields}, {len(self.withdrawn)} withdrawn"
        yield f"{KINDS[self.kind].plural}: {counts}"
        if not ids:
            return
        marked: tuple[tuple[str, Sequence[object]], ...] = (
            ("+", self.added),
            ("~", self.changed),
            ("-", self.withdrawn),
        )
        for mark, shown in marked:
            yield from (f"  {mark} {one}" for one in shown[:_SHOWN])
            if len(shown) > _SHOWN:
                yield f"  {mark} and {len(shown) - _SHOWN} more"


@dataclass(frozen=True, slots=True)
class Plan:
    """The way from one release to the next. ``before`` and ``after`` are their names; ``kinds`` holds what changes."""

    before: str | None
    after: str
    kinds: tuple[KindPlan, ...]
    answers: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not self.kinds

    def lines(self, *, ids: bool = True) -> list[str]:
        """The plan in words: a line a kind, with its ids below it if they are wanted, then the answers that change."""
        if self.empty:
            return ["Nothing changes."]
        lines = [line for kind in self.kinds for line in kind.lines(ids=ids)]
        return lines + (["answers:", *(f"  {answer}" for answer in self.answers)] if self.answers else [])


def no_answers(before: Release | None, after: Release) -> Sequence[str]:  # noqa: ARG001 - the seam's shape
    """Tells of no answers."""
    return ()


def combine(before: Release | None, records: Iterable[Record], readers: Iterable[str]) -> Release:
    """The release after a load: what ``readers`` just said, and of the release before what other readers say."""
    read = set(readers)
    kept = (record for record in before.records if record.reader not in read) if before else ()
    return Release.of([*kept, *records])


def plan(before: Release | None, after: Release, answers_between: AnswersBetween = no_answers) -> Plan:
    """What changes between two releases."""
    kinds = tuple(filter(None, (_kind_plan(kind, before, after) for kind in KINDS)))
    name = before.name if before else None
    return Plan(name, after.name, kinds, tuple(answers_between(before, after)) if kinds else ())


def _kind_plan(kind: str, before: Release | None, after: Release) -> KindPlan | None:
    old = {record.id: record for record in before.of_kind(kind)} if before else {}
    new = {record.id: record for record in after.of_kind(kind)}
    changed = tuple(
        Change(id_, fields) for id_ in sorted(old.keys() & new.keys()) if (fields := _differing(old[id_], new[id_]))
    )
    added, withdrawn = tuple(sorted(new.keys() - old.keys())), tuple(sorted(old.keys() - new.keys()))
    return KindPlan(kind, added, changed, withdrawn) if added or changed or withdrawn else None


def _differing(old: Record, new: Record) -> tuple[str, ...]:
    return tuple(key for key in type(new).model_fields if getattr(old, key) != getattr(new, key))


def stop_at_loss(before: Release | None, after: Release) -> None:
    """Refuse a load that holds so much less than the release before that something was probably not read.

    Raises:
        TooMuchLost: of some kind, more than ``LOSS_AT_MOST`` of the records are gone.
    """
    lost = []
    for kind, model in KINDS.items() if before else ():
        old, new = len(before.of_kind(kind)) if before else 0, len(after.of_kind(kind))
        if old - new > old * LOSS_AT_MOST:
            lost.append(f"{model.plural}: {old} before, {new} now")
    if lost:
        hint = "If this is meant, run it again with --allow-loss."
        raise TooMuchLost(f"Too many records would be lost ({'; '.join(lost)}).", hint)
