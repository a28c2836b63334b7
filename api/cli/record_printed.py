"""What ``show`` and ``search`` print."""

from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from api.answers import RecordAnswer, SearchAnswer, Source
from api.cli.terminal import labelled, paragraph, styled, unbroken
from graphdb.sentences import date_words, number_words

__all__ = ["print_found", "print_record"]

_APART = frozenset({"id", "name", "title", "sources", "history", "disputes", "events", "url", "archived_url"})
"""Keys of a record that are printed in a place of their own."""


def print_record(out: Console, answer: RecordAnswer) -> None:
    """Print a record: every key, its history, disputes and events, its sources, and what names it."""
    record = answer.record
    out.print(styled((answer.name, "bold")))
    pairs = [("kind of record", answer.kind.replace("_", " ")), ("id", answer.id)]
    pairs += [
        (key.replace("_", " "), _value(value, answer.named)) for key, value in record.items() if key not in _APART
    ]
    if answer.publishers:
        pairs.append(("publishers", f"{len(answer.publishers)} independent: {', '.join(answer.publishers)}"))
    out.print(labelled(pairs))
    for key in ("url", "archived_url"):
        if key in record:
            out.print(styled((f"  {key.replace('_', ' ')}", "dim")))
            out.print(unbroken(record[key]), soft_wrap=True)
    for key in ("history", "events"):
        _print_dated(out, answer, key)
    _print_disputes(out, answer)
    _print_sources(out, answer)
    _print_citing(out, answer)
    out.print()
    out.print(styled((f"Release {answer.release[:12]}.", "dim")))


_HOW = {"everyday_word": "holds"}
"""What is said before the name or category that matched, where it is no plain match."""


def print_found(out: Console, answer: SearchAnswer, text: str) -> None:
    """Print what a search found."""
    for word, instead in answer.read_as.items():
        out.print(styled(f"Nothing has the word {word!r}; this was searched for instead: {instead}."))
    if not answer.found:
        out.print(styled(f"No record matches {text!r}. A word may be shortened at its end: medic finds Medicaid."))
    else:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
        for column in ("Id", "Kind", "Name"):
            table.add_column(column, overflow="fold")
        for hit in answer.found:
            matched = f" ({_HOW.get(hit.way, 'matched')}: {hit.matched})" if hit.matched != hit.name else ""
            table.add_row(styled((hit.id, "bold")), styled(hit.kind.replace("_", " ")), styled(f"{hit.name}{matched}"))
        out.print(table)
    if answer.truncated:
        out.print(styled("There are more: see --limit."))
    out.print(styled((f"Release {answer.release[:12]}.", "dim")))


def _value(value: Any, named: dict[str, str]) -> str:
    """A value of a record in words; an id is followed by the name of its record."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list):
        return "; ".join(_value(one, named) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key.replace('_', ' ')}: {_value(one, named)}" for key, one in value.items())
    return f"{value} ({named[value]})" if value in named and named[value] != value else str(value)


def _heading(out: Console, title: str) -> None:
    out.print()
    out.print(styled((title, "bold underline")))


def _print_dated(out: Console, answer: RecordAnswer, key: str) -> None:
    entries = answer.record.get(key)
    if not entries:
        return
    _heading(out, key.capitalize())
    pairs = []
    for entry in entries:
        words = [entry.get("state", "").replace("_", " "), entry.get("what", "")]
        words += ["so by this date; when it began is not known"] if entry.get("attested") else []
        words += [entry["why"]] if "why" in entry else []
        words += [f"effect: {entry['effect'].replace('_', ' ')}"] if entry.get("effect", "none") != "none" else []
        words += [_value(entry[name], answer.named) for name in ("legal_action", "affects") if name in entry]
        sources = f" [{', '.join(entry['sources'])}]" if entry.get("sources") else ""
        pairs.append((entry["date"], "; ".join(word.rstrip(".") for word in words if word) + sources))
    out.print(labelled(pairs))


def _print_disputes(out: Console, answer: RecordAnswer) -> None:
    disputes = answer.record.get("disputes")
    if not disputes:
        return
    _heading(out, "On record against it")
    for dispute in disputes:
        date = f" ({date_words(dispute['date'])})" if "date" in dispute else ""
        sources = f" [{', '.join(dispute['sources'])}]"
        out.print(paragraph((f"{dispute['by']}{date}: ", "bold"), dispute["says"] + sources, indent=2))


def _print_sources(out: Console, answer: RecordAnswer) -> None:
    if not answer.sources:
        return
    _heading(out, f"Sources ({len(answer.sources)})")
    for source in answer.sources.values():
        _print_source(out, source)


def _print_source(out: Console, source: Source) -> None:
    date = f", {date_words(source.date)}" if source.date else ""
    via = f", seen at {source.via}" if source.via else ""
    out.print(paragraph((source.publisher, "bold"), f": {source.title}{date}{via} [{source.id}]", indent=2))
    out.print(unbroken(source.url), soft_wrap=True)
    if source.archived_url:
        out.print(unbroken(f"archived: {source.archived_url}"), soft_wrap=True)


def _print_citing(out: Console, answer: RecordAnswer) -> None:
    _heading(out, f"Named by {number_words(len(answer.cited_by), 'record')}")
    for one in answer.cited_by:
        words = f"{one.kind.replace('_', ' ')}, as {one.key.replace('_', ' ')}: {one.name}"
        out.print(paragraph((one.id, "bold"), f" ({words})", indent=2))
