"""Rule: people. Populations are never added up as if they were distinct: the largest is a lower bound, the sum an upper
bound, of figures that count the same thing (``what``). Held, covered, matched and requested are never mixed."""

from collections.abc import Iterable
from dataclasses import dataclass

from graphdb.model import Figure, PeopleWhat

__all__ = ["Bounds", "people_bounds"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """At least ``lower`` and at most ``upper`` people, of the figures named by the ids of their records."""

    what: PeopleWhat
    lower: int
    upper: int
    figures: tuple[str, ...]


def people_bounds(figures: Iterable[tuple[str, Figure]]) -> tuple[Bounds, ...]:
    """Bounds for each ``what`` that occurs. ``figures`` are (id of the record, its figure); those that say not what they
    count are left out."""
    by_what: dict[PeopleWhat, list[tuple[str, int]]] = {}
    for record, figure in figures:
        if figure.what is not None:
            by_what.setdefault(figure.what, []).append((record, figure.count))
    return tuple(
        Bounds(
            what,
            max(count for _, count in rows),
            sum(count for _, count in rows),
            tuple(sorted(id_ for id_, _ in rows)),
        )
        for what, rows in sorted(by_what.items(), key=lambda row: list(PeopleWhat).index(row[0]))
    )
