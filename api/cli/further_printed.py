"""What the further questions print: the answer in words, its rows, and what it does not say."""

from collections.abc import Callable, Iterator
from typing import Any

from rich.console import Console

from api.cli.terminal import labelled, paragraph, styled
from graphdb.questions.categories import CategoriesAnswer
from graphdb.questions.changes import ChangesAnswer
from graphdb.questions.choke_points import ChokePointsAnswer
from graphdb.questions.compare import CompareAnswer
from graphdb.questions.coverage import CoverageAnswer, ThinRoute
from graphdb.questions.difference import Difference
from graphdb.questions.law import LawAnswer
from graphdb.questions.leads import LeadsAnswer
from graphdb.questions.people import PeopleAnswer
from graphdb.questions.routes import RoutesAnswer
from graphdb.questions.timeline import TimelineAnswer
from graphdb.questions.what_if import WhatIfAnswer
from graphdb.sentences import date_words, hop_words, list_words, number_words

__all__ = ["print_further"]

_Rows = Iterator[tuple[str, str]]


def print_further(out: Console, answer: Any) -> None:
    """Print an answer to a further question."""
    told = answer.told
    out.print(styled((told.title, "bold underline")))
    out.print(styled((told.sentence, "bold")))
    rows = list(_ROWS[type(answer)](answer))
    if rows:
        out.print()
        out.print(labelled(rows))
    out.print()
    for note in dict.fromkeys((*told.notes, answer.coverage.note)):
        out.print(paragraph(note))
    if getattr(answer, "truncated", False):
        out.print(styled(("Cut short by a limit: there is or may be more.", "bold")))
    out.print(styled((f"Release {answer.release[:12]}.", "dim")))


def _routes(answer: RoutesAnswer) -> _Rows:
    for number, one in enumerate(answer.routes, 1):
        sure = "" if one.sure else ", possible"
        hops = "; ".join(hop_words(hop) for hop in one.route.hops)
        yield f"{number}", f"{hops} [{one.route.evidence.value}{sure}]"
    for hop in answer.direct:
        yield "direct", f"{hop_words(hop)} [{hop.flow}]"
    for label, found in (("places", answer.without_shared_place), ("agreements", answer.without_shared_agreement)):
        if found.routes:
            numbers = ", ".join(str(number + 1) for number in found.routes)
            yield f"no shared {label}", f"{numbers}{'' if found.exact else ' (at least)'}"


def _choke_points(answer: ChokePointsAnswer) -> _Rows:
    for unit in answer.on_every_route:
        yield "on every route", f"{unit.title} [{unit.id}]"
    for place in answer.places_on_every_route:
        yield "place between", f"{place.name} [{place.id}]"
    if answer.cut is not None:
        bound = "" if answer.cut.proven else f" (at least {answer.cut.at_least} are needed)"
        for unit in answer.cut.units:
            yield "smallest set", f"{unit.title} [{unit.id}]{bound}"
    for share in answer.shares:
        count = number_words(share.databases, "database")
        yield count, f"depend{'s' if share.databases == 1 else ''} on {share.unit.title} [{share.unit.id}]"


def _timeline(answer: TimelineAnswer) -> _Rows:
    for point in answer.points:
        for change in point.changes:
            causes = "; ".join(f"{cause.flow} {cause.state} {cause.date}" for cause in change.causes)
            yield point.day, f"{change.origin.short}: {change.kind.value} ({causes})"


def _law(answer: LawAnswer) -> _Rows:
    for row in answer.rows:
        yield row.id, f"{row.name}, {row.status}. {row.outcome}"
        for label, ids in (("holds up", row.blocked), ("bars use of", row.use_barred)):
            if ids:
                yield "", f"{label} {', '.join(ids)}"
        for label, places in (("copies stay", row.copies), ("still flows", row.still_flowing)):
            if places:
                yield "", f"{label}: {list_words(tuple(place.short for place in places), most=9)}"


def _difference(found: Difference) -> _Rows:
    for label, rows in (("more", found.came), ("fewer", found.went)):
        for row in rows:
            yield label, f"{row.origin.name} [{row.origin.id}], {row.route.evidence.value}"
    for change in found.changed:
        differs = ", ".join(aspect.value.replace("_", " ") for aspect in change.differs)
        yield "otherwise", f"{change.after.origin.name} [{change.after.origin.id}]: {differs}"


def _what_if(answer: WhatIfAnswer) -> _Rows:
    yield from _difference(answer.difference)
    for place in answer.copies_stay:
        yield "copy stays", place.name


def _compare(answer: CompareAnswer) -> _Rows:
    yield from _difference(answer.difference)


def _categories(answer: CategoriesAnswer) -> _Rows:
    for row in answer.rows:
        for fate in dict.fromkeys(cell.fate for cell in row.cells):
            names = tuple(cell.origin.short for cell in row.cells if cell.fate == fate)
            yield row.label, f"{fate.value}: {list_words(names, most=9)}"


def _people(answer: PeopleAnswer) -> _Rows:
    for figure in answer.figures:
        day = f", {date_words(figure.as_of)}" if figure.as_of else ""
        counted = "" if figure.counted else " (not in the bounds)"
        yield figure.what.value, f"{figure.count:,}: {figure.origin.name}{day} [{figure.record}]{counted}"


def _coverage(answer: CoverageAnswer) -> _Rows:
    for topic in answer.topics:
        yield topic.topic or "no topic", f"{number_words(topic.sources, 'source')}, {number_words(topic.flows, 'flow')}"
    thin: tuple[tuple[str, tuple[ThinRoute, ...]], ...] = (
        ("one publisher", answer.one_publisher),
        ("aggregator", answer.aggregator),
        ("old", answer.old),
    )
    for label, routes in thin:
        for route in routes:
            yield label, f"{route.origin.name} [{route.flow}]"
    for row in answer.no_known_route:
        yield "no known route", f"{row.dataset.name}, {number_words(len(row.flows_out), 'flow')} out of it looked at"


def _leads(answer: LeadsAnswer) -> _Rows:
    for expiring in answer.expiring:
        yield f"by {expiring.expires}", f"{expiring.title}. {expiring.request}"
    for upgrade in answer.upgrades:
        yield (
            number_words(upgrade.databases, "database"),
            f"{upgrade.flow} ({upgrade.evidence.value}). {upgrade.request}",
        )


def _changes(answer: ChangesAnswer) -> _Rows:
    for record in answer.records:
        keys = f" ({', '.join(key.key for key in record.keys)})" if record.keys else ""
        yield record.what, f"{record.kind.replace('_', ' ')} {record.id}{keys}"
    for change in answer.answers:
        because = f" because of {', '.join(change.because)}" if change.because else ""
        yield change.what, f"{change.origin.name} to {change.target.short}{because}"


_ROWS: dict[type, Callable[[Any], _Rows]] = {
    RoutesAnswer: _routes,
    ChokePointsAnswer: _choke_points,
    TimelineAnswer: _timeline,
    LawAnswer: _law,
    WhatIfAnswer: _what_if,
    CompareAnswer: _compare,
    CategoriesAnswer: _categories,
    PeopleAnswer: _people,
    CoverageAnswer: _coverage,
    LeadsAnswer: _leads,
    ChangesAnswer: _changes,
}
