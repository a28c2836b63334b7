"""Rule: evidence. A route is as strong as its weakest hop; beside the grade stands the number of independent publishers.

One publisher counts once, however many articles. A wire story reprinted elsewhere counts for its origin: a source names
its origin as ``publisher`` and the reprint as ``via``. Names of one house count once, and a site that only retells
others adds no witness where another publisher stands (both: ``publishers`` in ``graphdb/vocabulary.yaml``).
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from graphdb.model import Evidence, FlowState, Publisher, Source, SourceKind

__all__ = ["GRADES", "OFFICIAL_PAPERS", "effective_grade", "independent_publishers", "level", "level_parts"]

GRADES: tuple[Evidence, ...] = tuple(Evidence)
"""The grades, strongest first; a grade's number is its position."""

OFFICIAL_PAPERS = frozenset(
    {
        SourceKind.primary_document,
        SourceKind.court_filing,
        SourceKind.court_order,
        SourceKind.federal_register,
        SourceKind.government_page,
        SourceKind.company_page,
    }
)
"""The kinds of sources that can carry the grades ``documented`` and ``official``; they are named first."""

_MOST_PUBLISHERS = 9_999

Numbers = NDArray[np.int32]


def independent_publishers(sources: Iterable[Source], known: Mapping[str, Publisher]) -> tuple[str, ...]:
    """The publishers that witness a claim independently, one of each house, named as the first source writes it and in
    the order of the sources. ``known`` maps a publisher's name, as sources write it, to its record."""
    houses: dict[str, str] = {}
    retellers: dict[str, str] = {}
    for source in sources:
        publisher = known.get(source.publisher)
        if publisher is not None and publisher.aggregator:
            retellers.setdefault(source.publisher, source.publisher)
        else:
            house = publisher.house if publisher is not None and publisher.house else source.publisher
            houses.setdefault(house, source.publisher)
    return tuple(houses.values()) or tuple(retellers)[:1]


def effective_grade(evidence: Evidence, state: FlowState) -> Evidence:
    """The grade with which a hop counts. What is ``unconfirmed`` weighs no more than an allegation."""
    return Evidence.alleged if state == FlowState.unconfirmed else evidence


def level(grade: Numbers, publishers: Numbers) -> Numbers:
    """Grade and publishers as one number, smaller is stronger: the largest level on a route is (weakest grade, fewest
    publishers among the hops of that grade). Arrays of the same length."""
    return grade * (_MOST_PUBLISHERS + 1) + _MOST_PUBLISHERS - np.minimum(publishers, _MOST_PUBLISHERS)


def level_parts(number: int) -> tuple[Evidence, int]:
    """The grade and the number of publishers that a level stands for."""
    grade, rest = divmod(number, _MOST_PUBLISHERS + 1)
    return GRADES[grade], _MOST_PUBLISHERS - rest
