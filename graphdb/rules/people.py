"""Rule: people. Populations are never added up as if they were distinct: the largest is a lower bound, the sum an upper
bound, of figures that count the same thing (``what``). Held, covered, matched and requested are never mixed. What
reaches only possibly raises the upper bound alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from graphdb.model import Figure, PeopleWhat

__all__ = ["Bounds", "people_bounds"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """At least ``lower`` and at most ``upper`` people. ``figures``: the ids of the records and their figures."""

    what: PeopleWhat
    lower: int
    upper: int
    figures: tuple[tuple[str, Figure], ...]


def people_bounds(figures: Iterable[tuple[str, Figure, bool]]) -> tuple[Bounds, ...]:
    """Bounds for each ``what`` that occurs. ``figures`` are (id of the record, its figure, whether it surely reaches);
    those that say not what they count are left out."""
    by_what: dict[PeopleWhat, list[tuple[str, Figure, bool]]] = {}
    for row in figures:
        if row[1].what is not None:
            by_what.setdefault(row[1].what, []).append(row)
    return tuple(
        Bounds(
            what,
            max((figure.count for _, figure, sure in rows if sure), default=0),
            sum(figure.count for _, figure, _ in rows),
            tuple((id_, figure) for id_, figure, _ in sorted(rows, key=lambda row: row[0])),
        )
        for what, rows in sorted(by_what.items(), key=lambda entry: list(PeopleWhat).index(entry[0]))
    )
