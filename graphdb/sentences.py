"""Routes and answers in English, the same text everywhere: sentences that a reporter could print.

A sentence hedges to its weakest hop, names agreement, dates, court orders and denials, and says nothing that the records
do not say. A chain of hops is called a possible route: it proves reach hop by hop, not that one record made the journey.
"""

import calendar
import datetime

from graphdb.answers import Deciding, Hop, Place, Route, Standing, Stretch
from graphdb.dates import parse_date
from graphdb.model import AgreementState, Basis, Evidence, Mechanism

__all__ = [
    "claim_sentence",
    "date_words",
    "day_words",
    "first_upper",
    "hop_words",
    "list_words",
    "mechanism_words",
    "number_words",
    "place_words",
    "route_sentence",
    "route_state_words",
    "state_words",
]

_MECHANISMS = {
    Mechanism.bulk_transfer: "bulk transfer",
    Mechanism.query_access: "query access",
    Mechanism.matching: "data matching",
    Mechanism.direct_login: "direct login",
    Mechanism.api_feed: "an automatic feed",
    Mechanism.ad_hoc_request: "answered requests",
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
    parts = [claim_sentence(route, target)]
    if len(route.hops) > 1:
        parts.append("Possible route: " + "; ".join(hop_words(hop) for hop in route.hops) + ".")
    else:
        parts.append(f"{first_upper(_details(route.hops[0]))}.")
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
    parts += list(dict.fromkeys(words for hop in route.hops for words in _ran_out_words(hop)))
    parts += list(dict.fromkeys(words for hop in route.hops for words in _dispute_words(hop)))
    return " ".join(parts)


def claim_sentence(route: Route, target: Place) -> str:
    """What the route shows, in one sentence hedged to its weakest hop: the first sentence of ``route_sentence``."""
    origin = route.hops[0].source
    data = f"data from {origin.name}" if origin.kind == "dataset" else f"unnamed data of {origin.name}"
    begun = [hop.rests_on for hop in route.hops]
    for state in ("proposed", "planned"):
        if state in begun:
            return f"{_hedge(route)}{data} would reach {target.short}; this is {state}, and not known to flow."
    bases = list(Basis)
    basis = max((hop.basis for hop in route.hops), key=bases.index)
    if basis == Basis.occurred:
        return f"{_hedge(route)}{_occurred(data, target.short, route.standing, chain=len(route.hops) > 1)}."
    provides, rest = {
        Basis.agreed: ("an agreement provides", "that it happened is not established"),
        Basis.permitted: ("a rule allows", "no source says that it happened"),
    }[basis]
    return f"{_hedge(route)}{provides} that {data} reaches {target.short}; {rest}."


def _occurred(data: str, target: str, standing: Standing, *, chain: bool) -> str:
    if standing == Standing.flowing:
        return f"{data} {'can reach' if chain else 'reaches'} {target}"
    if standing == Standing.held:
        came = f"a copy of {data} can have come to {target}" if chain else f"{target} received a copy of {data}"
        return (
            f"{came}; that it was deleted or given back is not reported, and by this route nothing new is known to flow"
        )
    reached = "can have reached" if chain else "reached"
    return f"{data} {reached} {target} in the past; no copy from this route is known to be there"


def _hedge(route: Route) -> str:
    hop = route.hops[route.weakest]
    names = list_words(hop.publishers) if hop.publishers else "an unnamed publisher"
    if hop.rests_on == "unconfirmed":
        return f"Said and not confirmed (seen in {names}): "
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
    if hop.state == "not yet":
        return "not yet active"
    past = [_stretch_words(stretch) for stretch in hop.stretches if stretch.ended is not None]
    before = f"active {' and '.join(past)}" if past and hop.rests_on == "active" else ""
    if hop.state == "active":
        return _active_words(hop) + (f", and before that {before}" if before else "")
    since = date_words(hop.state_since or "")
    if hop.state == "ended":
        return _ended_words(hop, before, since)
    if hop.state == "unconfirmed":
        return f"not confirmed (said {_on(hop.state_since or '')} {since})" + (f", {before}" if before else "")
    words = f"{_state(hop.state)}{' by a court' if hop.state == 'blocked' and hop.state_by else ''}"
    words += f" {'by' if hop.state_attested else 'since'} {since}"
    if hop.state_renewed:
        words += f", again on {date_words(hop.state_renewed)}"
    if before:
        return f"{words} ({before})"
    return f"{words} (never known to be active)" if hop.state in ("blocked", "suspended") else words


def _active_words(hop: Hop) -> str:
    doubt = "" if hop.state_sure else ", whether still on this day is not sure"
    if not hop.start_known:
        return f"active as of {date_words(hop.last_attested or hop.start or '')} (start not known){doubt}"
    attested = hop.last_attested if hop.last_attested != hop.start else None
    words = f"active since {date_words(hop.start or '')}"
    return words + (f" (last attested {date_words(attested)})" if attested else "") + doubt


def _ended_words(hop: Hop, before: str, since: str) -> str:
    by = "by " if hop.state_attested else ""
    if not before:
        return f"ended {by}{since}"
    last = hop.stretches[-1]
    told = last.ended_state == "ended" and last.ended == hop.state_since
    return before if told else f"{before}, ended {by}{since}"


def _stretch_words(stretch: Stretch) -> str:
    start, end = date_words(stretch.start), date_words(stretch.ended or "")
    if stretch.start == stretch.ended:
        if stretch.ended_by or not stretch.start_known:
            return f"by {start}, over by then"
        return f"on {start}" if parse_date(stretch.start).exact else f"within {start}"
    began = f"from {start}" if stretch.start_known else f"by {start}"
    if stretch.ended_state in ("suspended", "blocked"):
        return f"{began}, {stretch.ended_state} {'by' if stretch.ended_by else _on(stretch.ended or '')} {end}"
    return f"{began}, ended by {end}" if stretch.ended_by else f"{began} to {end}"


def _on(date: str) -> str:
    return "on" if parse_date(date).exact else "in"


def route_state_words(route: Route) -> str:
    """The state of a whole route: of its only hop; since when all hops are open; or of the first hop that is not."""
    if len(route.hops) == 1:
        return state_words(route.hops[0])
    shut = next((hop for hop in route.hops if not hop.open), None)
    if shut is not None:
        return f"{shut.source.short} to {shut.target.short}: {state_words(shut)}"
    latest = max(route.hops, key=lambda hop: parse_date(hop.start).last if hop.start else 0)
    attested = date_words(route.last_attested or latest.start or "")
    if not latest.start_known:
        return f"all hops active as of {attested} (start not known)"
    return f"all hops active since {date_words(latest.start or '')} (one last attested {attested})"


def _law_words(hop: Hop, *, name_agreement: bool) -> list[str]:
    words = []
    if hop.use_barred_since:
        since, case = date_words(hop.use_barred_since), f" in {hop.use_barred_case}" if hop.use_barred_case else ""
        forbids = "A court has forbidden use of the copy since"
        if not hop.use_barred_sure:
            forbids = (
                "It depends on imprecise dates whether a court forbids use of the copy on this day, as it did from"
            )
        words.append(f"{forbids} {since}{case}{_why(hop.use_barred_why)}.")
    for touch in hop.legal_actions:
        if touch.state is None or touch.since is None or touch.state in ("use_barred", "use_allowed"):
            continue
        what = "the agreement" if touch.on != hop.flow else "the flow"
        if name_agreement and touch.on != hop.flow:
            what = f'"{hop.agreement_title}"'
        did = "may go on" if touch.state == "active" else f"was {_state(touch.state)}"
        words.append(f"{touch.name}, {date_words(touch.since)}: {what} {did}{_why(touch.why)}.")
    return words


_ENDED = (AgreementState.expired.value, AgreementState.terminated.value)


def _ran_out_words(hop: Hop) -> list[str]:
    if not hop.open or hop.agreement_ran_out is None:
        return []
    possibly = not hop.agreement_state_sure and hop.agreement_state in _ENDED
    verb = "may have run out" if possibly else "ran out"
    ran_out = f'"{hop.agreement_title}" {verb} {_on(hop.agreement_ran_out)} {date_words(hop.agreement_ran_out)}'
    return [f"{ran_out}; that the flow goes on is not established by it."]


def _why(why: str | None) -> str:
    return f" ({why.rstrip('.')})" if why else ""


def _dispute_words(hop: Hop) -> list[str]:
    return [
        f"Disputed or qualified on record: {dispute.by}{f' ({date_words(str(dispute.date))})' if dispute.date else ''}: "
        f"{dispute.says.rstrip('.')}."
        for dispute in hop.disputes
    ]


def _state(state: str) -> str:
    return _STATES.get(state, state.replace("_", " "))


def first_upper(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def place_words(place: Place) -> str:
    """The name of a place, with its abbreviation: "Internal Revenue Service (IRS)"."""
    return place.name if place.short == place.name else f"{place.name} ({place.short})"
