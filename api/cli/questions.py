"""``datareach reach``, ``from`` and ``route``."""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs

from typing import TYPE_CHECKING, Any

import click

from api.cli.options import load_graph, question_options, read_asked
from api.cli.terminal import console, echo_data, echo_json, plain, tell_cut

if TYPE_CHECKING:
    from graphdb.graph import Graph
    from graphdb.settings import Settings

__all__ = ["from_origin", "reach", "route"]


@click.command()
@click.argument("target")
@question_options(rows=True)
@click.pass_obj
def reach(settings: "Settings", /, *, target: str, json_: bool, csv_: bool, explain: bool, **options: Any) -> None:
    """Which databases reach TARGET?

    TARGET is the id of an organization (it stands for what is below it too) or of a dataset: ice
    """
    from api.asking import ask_reach
    from api.parameters import AskedRows, read_known_at

    asked = _asked(AskedRows, json_, csv_, options)
    graph = load_graph(settings, read_known_at(asked))
    answer = ask_reach(graph, target, asked)
    if json_:
        from api.answering import reach_answer

        echo_json(reach_answer(graph, answer, asked).model_dump(mode="json"))
    elif csv_:
        from api.spreadsheet import reach_lines

        echo_data(reach_lines(graph, answer))
        tell_cut(answer.truncated)
    else:
        from api.cli.reach_printed import print_reach

        _tell_moved(graph, target)
        print_reach(console(), answer, explain=explain)


@click.command("from")
@click.argument("origin")
@question_options(rows=True)
@click.pass_obj
def from_origin(
    settings: "Settings", /, *, origin: str, json_: bool, csv_: bool, explain: bool, **options: Any
) -> None:
    """What does ORIGIN reach?

    ORIGIN is the id of a dataset or (its unnamed data) of an organization: tmsis
    """
    from api.asking import ask_from
    from api.parameters import AskedRows, read_known_at

    asked = _asked(AskedRows, json_, csv_, options)
    graph = load_graph(settings, read_known_at(asked))
    answer = ask_from(graph, origin, asked)
    if json_:
        from api.answering import from_answer

        echo_json(from_answer(graph, answer, asked).model_dump(mode="json"))
    elif csv_:
        from api.spreadsheet import from_lines

        echo_data(from_lines(graph, answer))
        tell_cut(answer.truncated)
    else:
        from api.cli.reach_printed import print_from

        _tell_moved(graph, origin)
        print_from(console(), answer, explain=explain)


@click.command(short_help="How does ORIGIN reach TARGET?")
@click.argument("origin")
@click.argument("target")
@question_options(rows=False)
@click.pass_obj
def route(settings: "Settings", /, *, origin: str, target: str, json_: bool, csv_: bool, **options: Any) -> None:
    """How does ORIGIN reach TARGET? The best route, with all its evidence.

    Both are ids: iso-claimsearch ice
    """
    from api.asking import ask_route
    from api.parameters import Asked, read_known_at

    asked = _asked(Asked, json_, csv_, options)
    graph = load_graph(settings, read_known_at(asked))
    answer = ask_route(graph, origin, target, asked)
    if json_:
        from api.answering import route_answer

        echo_json(route_answer(graph, answer, asked).model_dump(mode="json"))
    elif csv_:
        from api.spreadsheet import route_lines

        echo_data(route_lines(graph, answer))
    else:
        from api.cli.route_printed import print_route

        for id_ in (origin, target):
            _tell_moved(graph, id_)
        print_route(console(), graph, answer)


def _asked(kind: Any, json_: bool, csv_: bool, options: dict[str, Any]) -> Any:
    if json_ and csv_:
        raise click.UsageError("--json and --csv exclude each other.")
    return read_asked(kind, options)


def _tell_moved(graph: "Graph", id_: str) -> None:
    """Say that an id is a former one: the caller may want to note the current one."""
    current = graph.resolve(id_)
    if current != id_:
        click.echo(plain(f"note: {id_} is now {current}."), err=True)
