"""What ``reach`` and ``from`` print: the answer in a sentence, then its rows."""

from collections.abc import Iterable

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.terminal import paragraph, styled
from graphdb.answers import Coverage, Place, Standing
from graphdb.headlines import answer_sentence, outward_sentence
from graphdb.model import Basis, Evidence
from graphdb.questions.outward import OutwardAnswer
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.rows import OriginRow
from graphdb.sentences import (
    date_words,
    first_upper,
    mechanism_words,
    number_words,
    route_sentence,
    route_state_words,
)

__all__ = ["grade_style", "print_from", "print_reach", "release_line"]

Shown = tuple[Place, OriginRow, Place]
"""The place that a row is about, the row, and the target of its route."""

_GRADE_STYLES = {
    Evidence.documented: "bold green",
    Evidence.official: "green",
    Evidence.reported: "yellow",
    Evidence.alleged: "red",
}


def grade_style(evidence: Evidence) -> str:
    """The colour of a grade; the word stands beside it, so that nothing hangs on colour."""
    return _GRADE_STYLES[evidence]


def print_reach(out: Console, answer: ReachAnswer, *, explain: bool) -> None:
    """Print what reaches a target."""
    target, filters = answer.target, answer.parameters.filters
    out.print(styled((answer_sentence(answer), "bold")))
    _section(out, "Databases", [(row.origin, row, target) for row in answer.datasets], explain=explain)
    organizations = [(row.origin, row, target) for row in answer.organizations]
    _section(out, "Unnamed data of organizations", organizations, explain=explain)
    for above in answer.reaches_parent:
        title = f"Reaches only {above.parent.short}, not {target.short}"
        _section(out, title, [(row.origin, row, above.parent) for row in above.rows], explain=explain)
    if filters.question == Question.flowing and answer.held_only and not filters.categories:
        out.print()
        names = "; ".join(_with_operator(place) for place in answer.held_only)
        out.print(styled("Copies were received and nothing new is known to flow: ", names, ". See --question held."))
    _end(out, filters, answer.coverage, truncated=answer.truncated)
    if answer.datasets:
        hint = f"Evidence of a row: datareach route {_example(answer.datasets)} {target.id}"
        out.print(styled((f"{hint}{_again(filters)}", "dim")))


def print_from(out: Console, answer: OutwardAnswer, *, explain: bool) -> None:
    """Print what an origin reaches."""
    filters = answer.parameters.filters
    out.print(styled((outward_sentence(answer), "bold")))
    _section(out, "Places", [(one.place, one.row, one.place) for one in answer.places], explain=explain)
    for title, ids in (("Datasets that it operates, asked about apart", answer.operates), ("Its parts", answer.parts)):
        if ids:
            out.print()
            out.print(styled(f"{title}: {', '.join(ids)}"))
    _end(out, filters, answer.coverage, truncated=answer.truncated)
    if answer.places:
        hint = f"Evidence of a row: datareach route {answer.origin.id} {answer.places[0].place.id}"
        out.print(styled((f"{hint}{_again(filters)}", "dim")))


def release_line(release: str, filters: Filters) -> str:
    """Which question of which release was answered, about which day."""
    day = date_words(filters.as_of.isoformat())
    return f"Question: {filters.question.value}. As of {day}. Release {release[:12]}."


def _end(out: Console, filters: Filters, coverage: Coverage, *, truncated: bool) -> None:
    out.print()
    if truncated:
        out.print(styled(("More rows than the limit: some are not shown. See --limit.", "bold")))
    read = f"{number_words(coverage.flows, 'flow')}, {number_words(coverage.sources, 'source')}"
    until = f", last attested {date_words(coverage.last_attested)}" if coverage.last_attested else ""
    out.print(styled(f"{coverage.note} The release holds {read}{until}."))
    out.print(styled((release_line(coverage.release, filters), "dim")))


def _section(out: Console, title: str, rows: list[Shown], *, explain: bool) -> None:
    if not rows:
        return
    out.print()
    out.print(styled((title, "bold underline")))
    shown = {place.id for place, _, _ in rows}
    if explain:
        for place, row, target in rows:
            _print_explained(out, place, row, target, part=place.part_of in shown)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), expand=False)
    table.add_column("Name, id", ratio=9, overflow="fold")
    table.add_column("Evidence", ratio=4, overflow="fold")
    table.add_column("How, since when", ratio=9, overflow="fold")
    for place, row, _ in rows:
        table.add_row(_name_cell(place, part=place.part_of in shown), _evidence_cell(row), _how_cell(row))
    out.print(table)


def _print_explained(out: Console, place: Place, row: OriginRow, target: Place, *, part: bool) -> None:
    indent = 2 if part else 0
    out.print(paragraph((_with_operator(place), "bold"), f" ({place.id}), ", *_marks(row), indent=indent))
    out.print(paragraph(route_sentence(row.route, target, row.deciding), indent=indent + 2))


def _name_cell(place: Place, *, part: bool) -> RenderableType:
    cell = styled(_with_operator(place), "\n", (place.id, "dim"))
    return Padding(cell, (0, 0, 0, 2)) if part else cell


def _evidence_cell(row: OriginRow) -> Text:
    grade, *marks = _marks(row)
    return styled(grade, *(part for mark in marks if mark != ", " for part in ("\n", mark)))


def _marks(row: OriginRow) -> list[str | tuple[str, str]]:
    """Grade, publishers and what must not be missed, with commas between."""
    route = row.route
    marks: list[str | tuple[str, str]] = [(route.evidence.value, grade_style(route.evidence))]
    marks += [", ", number_words(route.publishers, "publisher")]
    if any(hop.disputes for hop in route.hops):
        marks += [", ", ("disputed", "bold")]
    if not row.sure:
        marks += [", ", ("possible, not sure", "bold")]
    if route.assumed_joins:
        marks += [", ", (number_words(route.assumed_joins, "assumed join"), "bold")]
    return marks


def _how_cell(row: OriginRow) -> Text:
    hops = row.route.hops
    how = first_upper(mechanism_words(hops[-1].mechanism))
    if len(hops) > 1:
        how += f", via {', '.join(hop.target.short for hop in hops[:-1])}"
    parts: list[str | tuple[str, str]] = [how, "\n", route_state_words(row.route)]
    bases = {hop.basis for hop in hops}
    if Basis.permitted in bases:
        parts += ["\n", ("only allowed: no source says that it happened", "bold")]
    elif Basis.agreed in bases:
        parts += ["\n", ("provided for: that it happened is not shown", "bold")]
    if row.standing != row.route.standing or row.standing != Standing.flowing:
        kept = {Standing.flowing: "flows", Standing.held: "a copy was received", Standing.ever: "in the past"}
        parts += ["\n", kept[row.standing]]
    if row.blocked:
        parts += ["\n", (f"direct: {number_words(len(row.blocked), 'flow')} blocked or suspended", "bold")]
    barred = next((hop.use_barred_since for hop in hops if hop.use_barred_since), None)
    if barred:
        parts += ["\n", (f"use barred by a court since {date_words(barred)} (for whom: see the route)", "bold")]
    return styled(*parts)


def _with_operator(place: Place) -> str:
    if place.operator_name and place.operator_name.lower() not in place.name.lower():
        return f"{place.name} ({place.operator_name})"
    return place.name


def _example(rows: Iterable[OriginRow]) -> str:
    """The origin whose evidence is the most instructive: one with a dispute, or else the first."""
    listed = list(rows)
    return next((row for row in listed if any(hop.disputes for hop in row.route.hops)), listed[0]).origin.id


def _again(filters: Filters) -> str:
    return "" if filters.question == Question.flowing else f" --question {filters.question.value}"
