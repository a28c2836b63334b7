"""Routes and answers in English, the same text everywhere: sentences that a reporter could print.

A sentence hedges to its weakest hop, names agreement, dates, court orders and denials, and says nothing that the records
do not say. A chain of hops is called a possible route: it proves reach hop by hop, not that one record made the journey.
"""

import calendar
import datetime

from graphdb.answers import Deciding, Hop, Place, Route, Standing
from graphdb.dates import parse_date
from graphdb.model import Basis, Evidence, Mechanism

__all__ = [
    "date_words",
    "day_words",
    "hop_words",
    "list_words",
    "mechanism_words",
    "number_words",
    "place_words",
    "route_sentence",
    "state_words",
]

_MECHANISMS = {
    Mechanism.bulk_transfer: "bulk transfer",
    Mechanism.query_access: "query access",
    Mechanism.matching: "data matching",
    Mechanism.direct_login: "direct login",
    Mechanism.api_feed: "an automatic feed",
    Mechanism.ad_hoc_request: "requests that are answered",
    Mechanism.purchase: "purchase",
    Mechanism.subpoena: "subpoena",
    Mechanism.biometric_match: "biometric search",
    Mechanism.unknown: "a means that is not known",
}

_STATES = {
    "proposed": "proposed",
    "planned": "planned",
    "suspended": "suspended",
    "blocked": "blocked",
    "ended": "ended",
    "unconfirmed": "not confirmed",
    "in_force": "in force",
    "partly_enjoined": "partly enjoined",
    "enjoined": "enjoined",
    "expired": "expired",
    "terminated": "terminated",
    "unknown": "of unknown state",
}


def date_words(text: str) -> str:
    """A date as people write it, no more exact than it is: ``2025-07`` is "July 2025"."""
    parts = text.split("-")
    if not text.replace("-", "").isdigit():
        return text
    if len(parts) == 1:
        return text
    month = calendar.month_name[int(parts[1])]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def day_words(day: datetime.date) -> str:
    """A calendar day as people write it: "14 July 2025"."""
    return date_words(day.isoformat())


def mechanism_words(mechanism: Mechanism) -> str:
    """How data moves, to follow "by"."""
    return _MECHANISMS[mechanism]


def number_words(count: int, singular: str, plural: str | None = None) -> str:
    """A count with its noun: "1 publisher", "1,200 databases"."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def list_words(names: tuple[str, ...], most: int = 3, last: str = "and") -> str:
    """Names as a list with "and" (or ``last``), the last ones only counted."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(number_words(len(names) - most, "other"))
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {last} {shown[-1]}"


def route_sentence(route: Route, target: Place, deciding: Deciding | None = None) -> str:
    """The route in words. ``target``: the place asked about. ``deciding``: given where the route is possible, not sure."""
    parts = [_claim(route, target)]
    if len(route.hops) > 1:
        parts.append("Possible route: " + "; ".join(hop_words(hop) for hop in route.hops) + ".")
    else:
        parts.append(f"{_first_upper(_details(route.hops[0]))}.")
    parts += [
        f"That this data goes on from {hop.source.short} is assumed: no source says so."
        for hop in route.hops
        if hop.assumed_join
    ]
    if deciding is not None:
        parts.append(
            f'This is possible, not sure: it depends on the day that "{_state(deciding.state)} '
            f'{date_words(deciding.date)}" stands for.'
        )
    several = len({hop.agreement for hop in route.hops if hop.agreement}) > 1
    parts += list(dict.fromkeys(words for hop in route.hops for words in _law_words(hop, name_agreement=several)))
    parts += list(dict.fromkeys(words for hop in route.hops for words in _dispute_words(hop)))
    return " ".join(parts)


def _claim(route: Route, target: Place) -> str:
    origin = route.hops[0].source
    subject = origin.name if origin.kind == "dataset" else f"unnamed data of {origin.name}"
    data = f"data from {origin.name}" if origin.kind == "dataset" else subject
    bases = list(Basis)
    weakest = max((hop.basis for hop in route.hops), key=bases.index)
    chain = len(route.hops) > 1
    occurred = "can reach" if chain else "reaches"
    reaches = {Basis.occurred: occurred, Basis.agreed: "is to reach", Basis.permitted: "is allowed to reach"}[weakest]
    claim = {
        Standing.flowing: f"{subject} {reaches} {target.short}",
        Standing.held: f"{target.short} {'can hold' if chain else 'holds'} a copy of {data}, and by this route nothing new "
        "is known to flow",
        Standing.ever: f"{data} {'can have reached' if chain else 'reached'} {target.short} in the past, and no copy from "
        "this route is known to be there",
    }[route.standing]
    if weakest == Basis.agreed:
        claim += " (an agreement provides for it; that it happened is not established)"
    if weakest == Basis.permitted:
        claim += " (a rule allows it; no source says that it happened)"
    return f"{_hedge(route)}{claim}."


def _hedge(route: Route) -> str:
    hop = route.hops[route.weakest]
    names = list_words(hop.publishers) if hop.publishers else "an unnamed publisher"
    return {
        Evidence.documented: f"Documents show ({names}): ",
        Evidence.official: f"Officially confirmed, as seen in {names}: ",
        Evidence.reported: f"As reported by {names}: ",
        Evidence.alleged: f"It is alleged (seen in {names}): ",
    }[route.evidence]


def hop_words(hop: Hop) -> str:
    """One hop in words: from where to where, how, since when, under what."""
    return f"{hop.source.short} to {hop.target.short} {_details(hop)}"


def _details(hop: Hop) -> str:
    words = f"by {mechanism_words(hop.mechanism)}, {state_words(hop)}"
    if hop.agreement_title:
        words += f', under "{hop.agreement_title}"'
    return f"{words} ({hop.evidence.value}, {number_words(len(hop.publishers), 'publisher')})"


def state_words(hop: Hop) -> str:
    """The state of a hop on the day asked for, with the dates that its sources give."""
    since = date_words(hop.state_since) if hop.state_since else ""
    start = date_words(hop.start) if hop.start else ""
    if hop.state == "active":
        if not hop.start_known:
            return f"active as of {date_words(hop.last_attested or hop.start or '')} (start not known)"
        attested = hop.last_attested if hop.last_attested != hop.start else None
        return f"active since {start}" + (f" (last attested {date_words(attested)})" if attested else "")
    if hop.state == "ended" and hop.start:
        began = f"from {start}" if hop.start_known else f"active by {start}"
        if hop.start == hop.ended:
            return f"once, in {start}" if not parse_date(hop.start).exact else f"once, on {start}"
        return f"{began}, ended {'by ' if hop.state_attested else ''}{since}"
    if hop.state == "not yet":
        return "not yet active"
    by_court = " by a court" if hop.state == "blocked" and hop.state_by else ""
    before = (
        f" (active before, from {start})"
        if hop.start and hop.start_known and hop.state in ("blocked", "suspended")
        else ""
    )
    return f"{_state(hop.state)}{by_court} {'by' if hop.state_attested else 'since'} {since}{before}"


def _law_words(hop: Hop, *, name_agreement: bool) -> list[str]:
    words = []
    if hop.use_barred_since:
        since = date_words(hop.use_barred_since)
        words.append(f"A court forbids use of the copy since {since}{_why(hop.use_barred_why)}.")
    for touch in hop.legal_actions:
        if touch.state is None or touch.since is None or touch.id == hop.use_barred_by:
            continue
        what = "the agreement" if touch.on != hop.flow else "the flow"
        if name_agreement and touch.on != hop.flow:
            what = f'"{hop.agreement_title}"'
        words.append(f"{touch.name}, {date_words(touch.since)}: {what} was {_state(touch.state)}{_why(touch.why)}.")
    return words


def _why(why: str | None) -> str:
    return f" ({why.rstrip('.')})" if why else ""


def _dispute_words(hop: Hop) -> list[str]:
    return [
        f"On record against it: {dispute.by}{f' ({date_words(str(dispute.date))})' if dispute.date else ''}: "
        f"{dispute.says.rstrip('.')}."
        for dispute in hop.disputes
    ]


def _state(state: str) -> str:
    return _STATES.get(state, state.replace("_", " "))


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def place_words(place: Place) -> str:
    """The name of a place, with its abbreviation: "Internal Revenue Service (IRS)"."""
    return place.name if place.short == place.name else f"{place.name} ({place.short})"
