"""What ``route`` prints: the route in words, then every hop with its evidence."""

from collections.abc import Iterable

from rich.console import Console

from api.cli.reach_printed import grade_style, release_line
from api.cli.terminal import labelled, paragraph, styled, unbroken
from graphdb.answers import FirstReached, Hop
from graphdb.graph import Graph
from graphdb.model import Source
from graphdb.questions.parameters import Question
from graphdb.questions.route import RouteAnswer
from graphdb.questions.rows import OriginRow
from graphdb.rules.categories import CategoryFate, CategoryOnRoute
from graphdb.sentences import (
    date_words,
    hop_words,
    mechanism_words,
    number_words,
    place_words,
    route_sentence,
    state_words,
)

__all__ = ["print_route", "print_sources"]


def print_route(out: Console, graph: Graph, answer: RouteAnswer) -> None:
    """Print how an origin reaches a target."""
    row = answer.row
    if row is None:
        asked = f"{answer.origin.name} to {place_words(answer.target)}"
        out.print(styled((f"No known route from {asked}.", "bold")))
    else:
        out.print(styled((route_sentence(row.route, answer.target, row.deciding), "bold")))
        out.print()
        out.print(labelled(_summary(row), indent=0))
        for number, hop in enumerate(row.route.hops, 1):
            _print_hop(out, graph, hop, f"Hop {number} of {len(row.route.hops)}")
        _print_categories(out, graph, row.categories)
        _print_laws(out, graph, row)
    _print_direct(out, answer)
    _print_beside(out, answer)
    out.print()
    out.print(styled(answer.coverage.note))
    if row is None and answer.parameters.filters.question == Question.flowing:
        held = f"datareach route {answer.origin.id} {answer.target.id} --question held"
        out.print(styled((f"Whether a copy is held: {held}", "dim")))
    out.print(
        styled((f"Outcome: {answer.outcome.value}. {release_line(answer.release, answer.parameters.filters)}", "dim"))
    )


def print_sources(out: Console, sources: Iterable[Source]) -> None:
    """Print sources, each with its addresses on lines of their own."""
    for source in sources:
        date = f", {date_words(str(source.date))}" if source.date else ""
        via = f", seen at {source.via}" if source.via else ""
        out.print(paragraph((source.publisher, "bold"), f": {source.title}{date}{via} [{source.id}]", indent=4))
        out.print(unbroken(source.url, 6), soft_wrap=True)
        if source.archived_url:
            out.print(unbroken(f"archived: {source.archived_url}", 6), soft_wrap=True)


def _summary(row: OriginRow) -> list[tuple[str, str]]:
    grade = f"{row.route.evidence.value}, {number_words(row.route.publishers, 'publisher')} of the weakest hop"
    first = _first(row.first_reached)
    pairs = [("evidence", grade), ("by any route", f"{row.standing.value}; first there {first}")]
    if row.deciding:
        decided = (
            f"it depends on the day that {row.deciding.date} ({row.deciding.state}) of {row.deciding.flow} stands for"
        )
        pairs.append(("possible", decided))
    return pairs


def _first(first: FirstReached) -> str:
    if first.earliest is None or first.latest is None:
        return "not known"
    days = date_words(first.earliest)
    if first.latest != first.earliest:
        days = f"between {days} and {date_words(first.latest)}"
    return days if first.start_known else f"{days} or before: the start is not known"


def _print_hop(out: Console, graph: Graph, hop: Hop, title: str) -> None:
    out.print()
    out.print(styled((title, "bold underline"), f": {hop.source.name} to {hop.target.name}"))
    stays = "leaves a copy" if hop.leaves_copy else "a window: nothing is known to stay when it closes"
    pairs = [
        ("flow", hop.flow),
        ("how", f"{mechanism_words(hop.mechanism)} ({stays})"),
        ("basis", hop.basis.value + (" (an assumed join)" if hop.assumed_join else "")),
        ("state", state_words(hop) + (f": {hop.state_why}" if hop.state_why else "")),
        ("agreement", _agreement(hop)),
        ("carries", _carried(graph, hop)),
        ("note", hop.note or ""),
    ]
    out.print(labelled([(label, text) for label, text in pairs if text]))
    publishers = f"{number_words(len(hop.publishers), 'publisher')}: {', '.join(hop.publishers)}"
    out.print(labelled([("evidence", styled((hop.evidence.value, grade_style(hop.evidence)), f", {publishers}"))]))
    out.print(labelled(_law_pairs(hop)))
    for dispute in hop.disputes:
        date = f" ({date_words(str(dispute.date))})" if dispute.date else ""
        out.print(labelled([("disputed", styled((f"{dispute.by}{date}: ", "bold"), dispute.says))]))
        print_sources(out, graph.sources(dispute.sources))
    out.print(labelled([("sources", number_words(len(hop.sources), "document"))]))
    print_sources(out, graph.sources(hop.sources))


def _agreement(hop: Hop) -> str:
    if hop.agreement is None:
        return ""
    possibly = "" if hop.agreement_state_sure else "possibly "
    state = f", {possibly}{hop.agreement_state.replace('_', ' ')}" if hop.agreement_state else ""
    return f'"{hop.agreement_title}" ({hop.agreement}){state}'


def _carried(graph: Graph, hop: Hop) -> str:
    if not hop.categories:
        return "not known"
    labels = ", ".join(graph.categories[category].label for category in hop.categories)
    return labels + (" (nothing else, a source says)" if hop.categories_complete else " (there may be more)")


def _law_pairs(hop: Hop) -> list[tuple[str, str]]:
    pairs = []
    for touch in hop.legal_actions:
        since = f", {date_words(touch.since)}" if touch.since else ""
        did = f": {touch.on} {touch.state.replace('_', ' ')}{since}" if touch.state else ""
        pairs.append(("legal action", f"{touch.name} ({touch.id}){did}{f': {touch.why}' if touch.why else ''}"))
    if hop.use_barred_since:
        why = f": {hop.use_barred_why}" if hop.use_barred_why else ""
        pairs.append(("use barred", f"since {date_words(hop.use_barred_since)}{why}"))
    return pairs


def _print_categories(out: Console, graph: Graph, fates: Iterable[CategoryOnRoute]) -> None:
    words = {
        CategoryFate.listed: "listed on every hop",
        CategoryFate.possible: "possible; the list is missing or not complete at",
        CategoryFate.stripped: "stripped at",
        CategoryFate.added: "not of the origin, added at",
    }
    grouped: dict[tuple[CategoryFate, str], list[str]] = {}
    for fate in fates:
        label = graph.categories[fate.category].label
        grouped.setdefault((fate.fate, fate.decided_by or ""), []).append(label)
    out.print()
    out.print(styled(("What arrives", "bold underline")))
    if not grouped:
        out.print(paragraph("The categories are not known.", indent=2))
    for (fate_kind, flow), labels in sorted(grouped.items(), key=lambda entry: list(CategoryFate).index(entry[0][0])):
        at = f" {flow}" if flow else ""
        out.print(paragraph((f"{words[fate_kind]}{at}: ", "dim"), ", ".join(labels), indent=2))


def _print_laws(out: Console, graph: Graph, row: OriginRow) -> None:
    if not row.route.laws:
        return
    out.print()
    out.print(styled(("Laws that bind the origin", "bold underline")))
    for law in row.route.laws:
        ends = f"the receiver of {law.ends_at} is no longer bound" if law.ends_at else "where it stops: not established"
        out.print(paragraph(f"{graph.law_label(law.law)}: {ends}", indent=2))


def _print_beside(out: Console, answer: RouteAnswer) -> None:
    """Where no route is known: what is known of the organizations above the target, and what is said, not confirmed."""
    beside = [
        (f"It reaches {above.parent.short}, not {answer.target.short}", above.parent, above.rows)
        for above in answer.reaches_parent
    ]
    if answer.unconfirmed is not None:
        beside.append(("Said and not confirmed", answer.target, (answer.unconfirmed,)))
    for title, target, rows in beside:
        out.print()
        out.print(styled((title, "bold underline")))
        for row in rows:
            out.print(paragraph(route_sentence(row.route, target, row.deciding), indent=2))


def _print_direct(out: Console, answer: RouteAnswer) -> None:
    out.print()
    out.print(styled(("Flows straight from one to the other", "bold underline")))
    if not answer.direct:
        out.print(paragraph("None in this release.", indent=2))
    for hop in answer.direct:
        why = f" ({hop.state_why.rstrip('.')})" if hop.state_why else ""
        out.print(paragraph((f"{hop.flow}: ", "bold"), f"{hop_words(hop)}{why}, {hop.basis.value}", indent=2))
