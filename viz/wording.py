"""The words of a picture: what stands in tooltips, rows and legends. Every claim comes from the answer; the sentences about
states and routes are those of ``graphdb.sentences``."""

from graphdb.answers import Hop, Place, Standing
from graphdb.graph import Graph
from graphdb.model import Basis, Dataset, Evidence
from graphdb.questions.rows import OriginRow
from graphdb.sentences import date_words, list_words, mechanism_words, number_words, state_words
from viz.model import LineState
from viz.sectors import sector_of

__all__ = [
    "LINE_WORDS",
    "STANDING_WORDS",
    "blocked_words",
    "box_tooltip",
    "display_name",
    "hop_tooltip",
    "line_of",
    "standing_words",
    "via_words",
]

STANDING_WORDS = {
    Standing.flowing: "flowing now",
    Standing.held: "copy held, nothing new flowing",
    Standing.ever: "in the past: no known copy",
}

LINE_WORDS = {
    LineState.active: "active",
    LineState.planned: "planned, proposed or permitted",
    LineState.unconfirmed: "unconfirmed or alleged",
    LineState.blocked: "blocked by a court or suspended",
    LineState.ended: "ended",
}

_OTHER_STATES = {
    "ended": (LineState.ended, "ended"),
    "proposed": (LineState.planned, "proposed"),
    "planned": (LineState.planned, "planned"),
    "not yet": (LineState.planned, "not yet active"),
}

_MOST_CARRIED = 6


def line_of(hop: Hop) -> tuple[LineState, str]:
    """How the line of a flow is drawn, and the word for it."""
    if hop.state in ("blocked", "suspended"):
        by_court = hop.state == "blocked" and hop.state_by is not None
        return LineState.blocked, "blocked by a court" if by_court else hop.state
    if hop.state in _OTHER_STATES:
        return _OTHER_STATES[hop.state]
    if hop.basis == Basis.permitted:
        return LineState.planned, "permitted, no sign that it happened"
    doubtful = hop.state == "unconfirmed" or hop.evidence == Evidence.alleged
    if doubtful:
        return LineState.unconfirmed, "unconfirmed" if hop.state == "unconfirmed" else "alleged"
    return LineState.active, "active"


def display_name(name: str) -> str:
    """A name as labels and rows show it: that a record stands for several is said by "(group)" only in the facts."""
    return name.removesuffix(" (group)").replace("; group)", ")")


def standing_words(row: OriginRow) -> str:
    """Where an origin stands; "possibly" where an imprecise date decides."""
    return f"{'' if row.sure else 'possibly '}{STANDING_WORDS[row.standing]}"


def blocked_words(hop: Hop) -> str:
    """A direct flow that is blocked or suspended, as a reason beside the standing."""
    _, word = line_of(hop)
    since = f" {'by' if hop.state_attested else 'since'} {date_words(hop.state_since)}" if hop.state_since else ""
    return f"direct flow to {hop.target.short} {word}{since}"


def via_words(hops: tuple[Hop, ...]) -> str:
    """The places passed: "directly" or "via A → B"."""
    passed = [display_name(hop.target.short) for hop in hops[:-1]]
    return f"via {' → '.join(passed)}" if passed else "directly"


def hop_tooltip(graph: Graph, hop: Hop) -> tuple[str, ...]:
    """What is said of a flow, in at most seven lines."""
    lines = [
        f"{display_name(hop.source.short)} → {display_name(hop.target.short)}",
        f"{mechanism_words(hop.mechanism)}, {'leaves a copy' if hop.leaves_copy else 'open window only'}",
        _state_line(hop),
    ]
    lines += [f"under: {hop.agreement_title}"] if hop.agreement_title else []
    disputed = (
        f"; {number_words(len(hop.disputes), 'denial or dispute', 'denials or disputes')}" if hop.disputes else ""
    )
    lines.append(f"evidence: {hop.evidence.value}, {number_words(len(hop.publishers), 'publisher')}{disputed}")
    lines += [_carried_line(graph, hop), "Select for the sources"]
    return tuple(lines)


def _state_line(hop: Hop) -> str:
    words = state_words(hop)
    if hop.basis != Basis.occurred:
        words += (
            "; agreed, that it happened is not shown"
            if hop.basis == Basis.agreed
            else "; permitted, no sign that it happened"
        )
    if hop.use_barred_since and hop.use_barred_sure:
        words += f"; use barred by a court since {date_words(hop.use_barred_since)}"
    return words + ("; that this data goes on from here is assumed" if hop.assumed_join else "")


def _carried_line(graph: Graph, hop: Hop) -> str:
    if not hop.categories:
        return "carries: not known"
    labels = tuple(graph.categories[category].label.lower() for category in hop.categories)
    complete = " (complete list)" if hop.categories_complete else ""
    return f"carries: {list_words(labels, most=_MOST_CARRIED)}{complete}"


def box_tooltip(graph: Graph, place: Place, row: OriginRow | None, *, target: bool) -> tuple[str, ...]:
    """What is said of a place."""
    lines = [place.name if place.short in place.name else f"{place.name} ({place.short})"]
    lines += [f"operated by {place.operator_name}"] if place.operator_name else []
    lines += [] if target else [sector_of(graph, place.id).value]
    record = graph.records[place.id]
    if isinstance(record, Dataset) and record.people is not None:
        figure = record.people
        as_of = f" ({date_words(str(figure.as_of))})" if figure.as_of else ""
        lines.append(f"people{f' {figure.what.value}' if figure.what else ''}: {figure.count:,}{as_of}")
    if row is not None:
        hops = number_words(len(row.route.hops), "hop")
        lines.append(f"{standing_words(row)}; {row.route.evidence.value}; {hops}")
    return tuple(lines)
