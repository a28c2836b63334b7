"""``datareach show`` and ``search``."""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs

from typing import TYPE_CHECKING

import click

from api.cli.options import as_json, known_at, load_graph, read_asked
from api.cli.terminal import console, echo_json

if TYPE_CHECKING:
    from graphdb.settings import Settings

__all__ = ["search", "show"]


@click.command()
@click.argument("id_", metavar="ID")
@known_at
@as_json
@click.pass_obj
def show(settings: "Settings", /, *, id_: str, known_at: str | None, json_: bool) -> None:
    """Any record with its evidence, and what names it."""
    from api.parameters import AskedRecord, read_known_at
    from api.records import record_answer, record_of

    asked = read_asked(AskedRecord, {"known_at": known_at})
    graph = load_graph(settings, read_known_at(asked))
    answer = record_answer(graph, record_of(graph, id_))
    if json_:
        echo_json(answer.model_dump(mode="json"))
    else:
        from api.cli.record_printed import print_record

        print_record(console(), answer)


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--kind", metavar="KINDS", multiple=True, help="organization, dataset, agreement, flow, source ...")
@click.option("--limit", metavar="N", help="The most records printed.  [default: 20]")
@known_at
@as_json
@click.pass_obj
def search(
    settings: "Settings",
    /,
    *,
    text: tuple[str, ...],
    kind: tuple[str, ...],
    limit: str | None,
    known_at: str | None,
    json_: bool,
) -> None:
    """Find records by name, abbreviation, alias, id or everyday words (license plates)."""
    from api.parameters import AskedSearch, read_known_at
    from api.records import search_answer

    options = {"q": " ".join(text), "kind": kind, "limit": limit, "known_at": known_at}
    asked = read_asked(AskedSearch, options)
    answer = search_answer(load_graph(settings, read_known_at(asked)), asked)
    if json_:
        echo_json(answer.model_dump(mode="json"))
    else:
        from api.cli.record_printed import print_found

        print_found(console(), answer, " ".join(text))
