"""Answers in one sentence, the same text everywhere: what a headline may say, and what it must not hide."""

from graphdb.answers import Standing
from graphdb.dates import parse_date
from graphdb.model import Basis, Evidence
from graphdb.questions.outward import OutwardAnswer
from graphdb.questions.parameters import Filters
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.rows import OriginRow
from graphdb.rules.counting import whole_of
from graphdb.sentences import day_words, list_words, number_words, place_words

__all__ = ["answer_sentence", "outward_sentence"]

_OLD_AFTER_YEARS = 2


def answer_sentence(answer: ReachAnswer) -> str:
    """The answer to "which databases reach it?" in words: the counts, and which question they answer."""
    filters, counts = answer.parameters.filters, answer.counts
    standing = Standing(filters.question.value)
    parts = [f"{_databases_words(answer, standing)}{_widened(filters)}."]
    if counts.organizations:
        organizations = number_words(counts.organizations, "organization")
        verb = {Standing.flowing: "flows", Standing.held: "is there", Standing.ever: "reached it"}[standing]
        parts.append(f"Unnamed data of {organizations} {verb}{' too' if counts.databases else ''}.")
    if counts.possible:
        more = " more" if counts.databases else ""
        parts.append(f"{number_words(counts.possible, 'database')}{more} possibly (it depends on an imprecise date).")
    return " ".join(parts + _weak_words(answer))


def outward_sentence(answer: OutwardAnswer) -> str:
    """The answer to "what does it reach?" in words."""
    filters = answer.parameters.filters
    origin = answer.origin
    data = f"data of {origin.name}" if origin.kind == "dataset" else f"unnamed data of {place_words(origin)}"
    standing = Standing(filters.question.value)
    day = day_words(filters.as_of)
    opening = f"Up to {day}" if standing == Standing.ever else f"As of {day}"
    if not answer.count:
        return f"{opening}, no place is known that {data} reaches{_widened(filters)}; that does not mean that there is none."
    places = number_words(answer.count, "place")
    claim = {
        Standing.flowing: f"{data} is known to flow to {places}",
        Standing.held: f"{data} is known to be at {places}",
        Standing.ever: f"{data} is known to have reached {places}",
    }[standing]
    unsure = 0 if answer.truncated else sum(not reached.row.sure for reached in answer.places)
    possible = f"; for {unsure:,} of them this is possible, not sure" if unsure else ""
    return f"{opening}, {claim}{possible}{_widened(filters)}."


def _databases_words(answer: ReachAnswer, standing: Standing) -> str:
    filters, counts = answer.parameters.filters, answer.counts
    name, day = place_words(answer.target), day_words(filters.as_of)
    if filters.categories:
        wanted = list_words(tuple(category.replace("_", " ") for category in filters.categories), most=9, last="or")
        name += f", and {wanted} may be in it"
    if not counts.databases:
        none = {
            Standing.flowing: f"As of {day}, no open route is known from a database to {name}",
            Standing.held: f"As of {day}, no database is known whose data is open to {name} or was copied to it",
            Standing.ever: f"Up to {day}, no database is known whose data reached {name}",
        }[standing]
        words = f"{none}; that does not mean that there is none"
    else:
        databases = number_words(counts.databases, "database")
        words = {
            Standing.flowing: f"As of {day}, open routes are known from {databases} to {name}{_straight(answer)}",
            Standing.held: f"As of {day}, data of {databases} is known to be open to {name} or to have been copied to it",
            Standing.ever: f"Up to {day}, data of {databases} is known to have reached {name}",
        }[standing]
    beside = "" if filters.categories else _beside_words(answer, standing)
    return words + beside


def _straight(answer: ReachAnswer) -> str:
    """How many of the databases flow straight in, and how many by a chain. Silent where rows were cut off."""
    if answer.truncated:
        return ""
    straight = sum(any(len(row.route.hops) == 1 for row in rows) for rows in _by_whole(answer))
    chains = answer.counts.databases - straight
    return f" ({straight:,} directly, {chains:,} by a chain of flows)" if chains else ""


def _beside_words(answer: ReachAnswer, standing: Standing) -> str:
    """How the databases divide: what flows, what stays as a copy, what only was there."""
    counts = answer.counts
    copies, past = counts.held - counts.flowing, counts.ever - counts.held
    words = []
    if standing != Standing.flowing and counts.flowing:
        words.append(f"that of {counts.flowing:,} is open")
    if copies:
        more = " more" if counts.flowing else ""
        words.append(
            f"a copy from 1{more} was received" if copies == 1 else f"copies from {copies:,}{more} were received"
        )
    if past:
        more = " more" if counts.held else ""
        words.append(f"{past:,}{more} reached it in the past")
    if not words:
        return ""
    return (": " if standing != Standing.flowing and counts.databases else "; ") + "; ".join(words)


def _widened(filters: Filters) -> str:
    """What the caller asked for beyond or short of the defaults, since it changes what a count means."""
    wide = [state.value + " flows" for state in sorted(filters.selection().walked_states - {"active"})]
    if Basis.permitted in filters.basis:
        wide.append("what a rule only allows")
    if filters.joins == "assumed":
        wide.append("assumed joins")
    narrow = bool(
        filters.mechanisms
        or filters.attested_since
        or filters.without
        or not {Basis.occurred, Basis.agreed} <= filters.basis
        or filters.evidence not in (None, Evidence.alleged)
    )
    words = [f"counting also {list_words(tuple(wide), most=9)}"] if wide else []
    words += ["under the filters asked for"] if narrow else []
    return f" ({', '.join(words)})" if words else ""


def _weak_words(answer: ReachAnswer) -> list[str]:
    """What a headline must not hide: databases that are only alleged, only agreed, or not heard of for long. Silent
    where rows were cut off."""
    if answer.truncated:
        return []
    wholes = _by_whole(answer)
    grades, bases = list(Evidence), list(Basis)
    weakest = [
        (
            grades[min(grades.index(row.route.evidence) for row in rows)],
            bases[min(max(bases.index(hop.basis) for hop in row.route.hops) for row in rows)],
        )
        for rows in wholes
    ]
    counted = {
        "the route is only alleged": sum(grade == Evidence.alleged for grade, _ in weakest),
        "the best route rests on an agreement that provides for it; that it happened is not established": sum(
            basis == Basis.agreed for _, basis in weakest
        ),
        "the best route rests on a rule that allows it; no source says that it happened": sum(
            basis == Basis.permitted for _, basis in weakest
        ),
    }
    if answer.parameters.filters.question == Standing.flowing.value:
        year = answer.parameters.filters.as_of.year - _OLD_AFTER_YEARS
        old = sum(all(_attested_before(row, year) for row in rows) for rows in wholes)
        counted[f"no source of {year} or later shows every hop still open"] = old
    return [f"For {count:,} of these databases {words}." for words, count in counted.items() if count]


def _by_whole(answer: ReachAnswer) -> list[list[OriginRow]]:
    """The sure rows of datasets, those of one whole together."""
    part_of = {row.origin.id: row.origin.part_of for row in answer.datasets if row.origin.part_of}
    wholes: dict[str, list[OriginRow]] = {}
    for row in answer.datasets:
        if row.sure:
            wholes.setdefault(whole_of(row.origin.id, part_of), []).append(row)
    return list(wholes.values())


def _attested_before(row: OriginRow, year: int) -> bool:
    attested = row.route.last_attested
    return attested is None or parse_date(attested).last < parse_date(f"{year:04d}").first
