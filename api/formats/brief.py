"""The brief of an answer: what an editor reads before printing it, as Markdown and as plain text.

The sentence, the counts, each route with its grade, dates, court orders and denials, and every source with its number,
address and archived copy. All words are those of the answer: the brief adds none about the world.
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field

from api.answers import Source
from api.formats import Answered, Format
from graphdb.answer_network import sentence_of
from graphdb.answer_rows import ROUTED, AnswerRow, answer_rows, filters_of, rows_apart
from graphdb.answers import FirstReached, Hop, Place
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.route import RouteAnswer
from graphdb.questions.routes import RoutesAnswer
from graphdb.sentences import date_words, first_upper, hop_words, number_words, place_words
from graphdb.texts import visible

__all__ = ["MARKDOWN", "PLAIN_TEXT"]

_WIDTH = 88

_MARKUP = re.compile(r"([\\`*_{}\[\]#|~>]|^[-+]|^\d+(?=[.)]))")
"""What Markdown could read as markup, some of it only at the start; ``<`` and ``&`` become entities."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a brief. ``level``: of a heading; 0 is a paragraph, -1 a point of a list, -2 one below a point.
    ``address``: of a source, never wrapped."""

    level: int
    text: str
    address: str = ""


@dataclass(slots=True)
class _Numbers:
    """The sources in the order in which they are named."""

    ids: dict[str, int] = field(default_factory=dict)

    def of(self, ids: tuple[str, ...] | list[str]) -> str:
        """The numbers of sources: "[1, 4]"."""
        numbers = [self.ids.setdefault(id_, len(self.ids) + 1) for id_ in ids]
        return f"[{', '.join(map(str, numbers))}]" if numbers else ""


def _markdown(answered: Answered) -> bytes:
    lines: list[str] = []
    for part in _parts(answered):
        text = _escaped(part.text)
        if part.level > 0:
            lines += ["", f"{'#' * part.level} {text}", ""]
        elif part.level == 0:
            lines += [text, ""]
        else:
            address = f" <{part.address}>" if part.address else ""
            lines.append(f"{'  ' * (-1 - part.level)}- {text}{address}")
    return ("\n".join(lines).strip() + "\n").encode()


def _plain(answered: Answered) -> bytes:
    lines: list[str] = []
    for part in _parts(answered):
        text = visible(part.text)
        if part.level > 0:
            lines += ["", "", text.upper() if part.level == 1 else text, ("=" if part.level == 1 else "-") * len(text)]
        elif part.level == 0:
            lines += ["", *_wrapped(text, "")]
        else:
            start = "  " * (-1 - part.level)
            lines += _wrapped(text, f"{start}- ") + ([f"{start}  {part.address}"] if part.address else [])
    return ("\n".join(lines).strip() + "\n").encode()


MARKDOWN = Format("md", "text/markdown", "Brief for an editor, Markdown", _markdown)
PLAIN_TEXT = Format("txt", "text/plain", "Brief for an editor, plain text", _plain)


def _wrapped(text: str, start: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _escaped(text: str) -> str:
    return _MARKUP.sub(_behind_backslash, visible(text).replace("&", "&amp;").replace("<", "&lt;"))


def _behind_backslash(match: re.Match[str]) -> str:
    """A number at the start would begin a list: there it is the point behind it that gets the backslash."""
    found = match.group()
    return f"{found}\\" if found.isdigit() else f"\\{found}"


def _parts(answered: Answered) -> Iterator[_Part]:
    numbers = _Numbers()
    yield from _routed(answered, numbers) if answered.question in ROUTED else _told(answered)
    yield from _sources(answered, numbers)
    yield _Part(2, "About this brief")
    yield _Part(0, f"Release {answered.graph.name}. Address of this answer: {answered.address}")


def _told(answered: Answered) -> Iterator[_Part]:
    """An answer without routes of its own: its words and its notes."""
    public = answered.public.model_dump(mode="json")
    yield _Part(1, public["title"])
    yield _Part(0, public["sentence"])
    yield from (_Part(-1, note) for note in public["notes"])
    yield from _cut(public["truncated"])
    yield _Part(0, public["coverage"]["note"])


def _routed(answered: Answered, numbers: _Numbers) -> Iterator[_Part]:
    answer, filters = answered.answer, filters_of(answered.answer)
    yield _Part(1, _title(answered))
    yield _Part(0, sentence_of(answer))
    yield from _cut(answer.truncated)
    if not isinstance(answer, RouteAnswer):
        yield _Part(0, answer.coverage.note)
    yield _Part(-1, f"Question: {filters.question.value}, as of {date_words(filters.as_of.isoformat())}.")
    yield _Part(-1, f"Strongest grade: {answer.outcome.value.replace('_', ' ')}.")
    if isinstance(answer, ReachAnswer):
        yield from _counts(answer)
    section = ""
    for number, one in enumerate(answer_rows(answer), 1):
        if one.section != section:
            section = one.section
            yield _Part(2, _SECTIONS[section])
        yield from _row(answered, number, one, numbers)
    for one in rows_apart(answer):
        if one.section != section:
            section = one.section
            yield _Part(2, _SECTIONS[section])
        yield from _row(answered, None, one, numbers)
    if isinstance(answer, ReachAnswer):
        yield from _listed("Held as a copy while nothing new is known to flow", answer.held_only)
        yield from _listed("Was there, and is not known to be any more", answer.past_only)
    if isinstance(answer, RouteAnswer | RoutesAnswer) and answer.direct:
        yield _Part(2, "Flows straight from one to the other, as they stand")
        for hop in answer.direct:
            yield _Part(-1, _hop(hop, numbers))


_SECTIONS = {
    "datasets": "Databases",
    "organizations": "Organizations of which unnamed data reaches it (not counted as databases)",
    "places": "Places",
    "route": "Best route",
    "routes": "Routes",
    "reaches_parent": "Reaches only an organization above; not an answer to the question",
    "unconfirmed": "Said and not confirmed; not an answer to the question",
}


def _title(answered: Answered) -> str:
    answer = answered.answer
    if isinstance(answer, ReachAnswer):
        return f"Which databases reach {place_words(answer.target)}?"
    if answered.question == "from":
        return f"What does {place_words(answer.origin)} reach?"
    words = "How" if answered.question == "route" else "By which routes"
    return f"{words} does {answer.origin.name} reach {answer.target.name}?"


def _counts(answer: ReachAnswer) -> Iterator[_Part]:
    counts = answer.counts
    told = [number_words(counts.databases, "database"), number_words(counts.organizations, "organization")]
    possible = f"; {counts.possible:,} more databases possibly, an imprecise date decides" if counts.possible else ""
    yield _Part(
        -1, f"Counted: {told[0]}, and unnamed data of {told[1]}{possible}. A database counts once, with its parts."
    )
    yield _Part(
        -1,
        f"On the day, for sure: open from {counts.flowing:,}, held of {counts.held:,}, ever there of {counts.ever:,}.",
    )
    for one in answer.people:
        yield _Part(
            -1, f"People {one.what.value}: at least {one.lower:,}, at most {one.upper:,}. Figures are never added up."
        )


def _row(answered: Answered, number: int | None, one: AnswerRow, numbers: _Numbers) -> Iterator[_Part]:
    named = one.target if one.section in ("places", "reaches_parent") else one.origin
    name = f"{one.origin.name} to {named.name}" if one.section == "reaches_parent" else named.name
    operator = f" ({named.operator_name})" if named.operator_name and one.section != "reaches_parent" else ""
    yield _Part(3, f"{number}. {name}{operator}" if number else f"{name}{operator}")
    yield _Part(0, one.sentence)
    weakest = one.route.hops[one.route.weakest]
    publishers = number_words(len(weakest.publishers), "independent publisher")
    yield _Part(-1, f"Grade: {one.route.evidence.value}, {publishers} of its weakest hop. {_sure(one)}")
    if one.row is not None and one.row.first_reached.earliest:
        yield _Part(-1, _first(one.row.first_reached))
    for hop in one.route.hops:
        yield _Part(
            -1, f"{hop.source.short} to {hop.target.short}: {hop.evidence.value}, sources {numbers.of(hop.sources)}"
        )
        quote = answered.graph.flow(hop.flow).quote
        if quote:
            yield _Part(-2, f"Quote: “{quote}”")
        if hop.note:
            yield _Part(-2, f"Note: {hop.note}")
        for name in dict.fromkeys(touch.name for touch in hop.legal_actions if touch.state is None):
            yield _Part(-2, f"A legal action is about it: {name}")
        for dispute in hop.disputes:
            when = f" ({date_words(str(dispute.date))})" if dispute.date else ""
            yield _Part(-2, f"Disputed or qualified: {dispute.by}{when}: {dispute.says} {numbers.of(dispute.sources)}")


def _sure(one: AnswerRow) -> str:
    if one.sure:
        return "Sure in every reading of the dates."
    if one.deciding is None:
        return "Possible, not sure."
    return (
        f"Possible, not sure: it depends on {date_words(one.deciding.date)} ({one.deciding.state.replace('_', ' ')})."
    )


def _first(first: FirstReached) -> str:
    days = date_words(first.earliest or "")
    if first.latest != first.earliest:
        days = f"between {days} and {date_words(first.latest)}" if first.latest else f"{days} or later"
    known = "" if first.start_known else " (a day on which it was so; the start is not known)"
    return f"First reached, by any route: {days}{known}."


def _hop(hop: Hop, numbers: _Numbers) -> str:
    assumed = " That this data goes on from the hop before is assumed." if hop.assumed_join else ""
    return f"{first_upper(hop_words(hop))}.{assumed} Sources {numbers.of(hop.sources)}"


def _listed(title: str, places: tuple[Place, ...]) -> Iterator[_Part]:
    if places:
        yield _Part(2, title)
        for place in places:
            yield _Part(-1, f"{place.name}{f' ({place.operator_name})' if place.operator_name else ''}")


def _cut(truncated: bool) -> Iterator[_Part]:
    if truncated:
        yield _Part(0, "This answer is cut short: there is more than its limit lets through.")


def _sources(answered: Answered, numbers: _Numbers) -> Iterator[_Part]:
    known: dict[str, Source] = dict(getattr(answered.public, "sources", {}))
    for id_ in () if numbers.ids else known:
        numbers.of([id_])
    if numbers.ids:
        yield _Part(2, "Sources")
    for id_, number in numbers.ids.items():
        (source,) = answered.graph.sources([id_])
        date = f", {date_words(str(source.date))}" if source.date else ", no date"
        via = f", seen at {source.via}" if source.via else ""
        yield _Part(-1, f"[{number}] {source.publisher}: {source.title}{date}{via}.", source.url)
        if source.archived_url:
            yield _Part(-2, "Archived:", source.archived_url)
