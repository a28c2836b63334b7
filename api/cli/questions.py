"""``datareach reach``, ``from`` and ``route``."""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs

from typing import TYPE_CHECKING, Any

import click

from api.cli.formats import Output, write_answer
from api.cli.options import load_graph, question_options, read_asked
from api.cli.terminal import console, plain

if TYPE_CHECKING:
    from graphdb.graph import Graph
    from graphdb.settings import Settings

__all__ = ["from_origin", "reach", "route"]


@click.command()
@click.argument("target")
@question_options(rows=True)
@click.pass_obj
def reach(settings: "Settings", /, *, target: str, explain: bool, **options: Any) -> None:
    """Which databases reach TARGET?

    TARGET is the id of an organization (it stands for what is below it too) or of a dataset: ice
    """
    from api.asking import ask_reach
    from api.parameters import AskedRows, read_known_at

    output = Output(options)
    asked = read_asked(AskedRows, options)
    graph = load_graph(settings, read_known_at(asked))
    answer = ask_reach(graph, target, asked)
    if output:
        from api.answering import reach_answer

        public = reach_answer(graph, answer, asked)
        write_answer(output, graph, "reach", (target,), asked=asked, answer=answer, public=public)
    else:
        from api.cli.reach_printed import print_reach

        _tell_moved(graph, target)
        print_reach(console(), answer, explain=explain)


@click.command("from")
@click.argument("origin")
@question_options(rows=True)
@click.pass_obj
def from_origin(settings: "Settings", /, *, origin: str, explain: bool, **options: Any) -> None:
    """What does ORIGIN reach?

    ORIGIN is the id of a dataset or (its unnamed data) of an organization: tmsis
    """
    from api.asking import ask_from
    from api.parameters import AskedRows, read_known_at

    output = Output(options)
    asked = read_asked(AskedRows, options)
    graph = load_graph(settings, read_known_at(asked))
    answer = ask_from(graph, origin, asked)
    if output:
        from api.answering import from_answer

        public = from_answer(graph, answer, asked)
        write_answer(output, graph, "from", (origin,), asked=asked, answer=answer, public=public)
    else:
        from api.cli.reach_printed import print_from

        _tell_moved(graph, origin)
        print_from(console(), answer, explain=explain)


@click.command(short_help="How does ORIGIN reach TARGET?")
@click.argument("origin")
@click.argument("target")
@question_options(rows=False)
@click.pass_obj
def route(settings: "Settings", /, *, origin: str, target: str, **options: Any) -> None:
    """How does ORIGIN reach TARGET? The best route, with all its evidence.

    Both are ids: iso-claimsearch ice
    """
    from api.asking import ask_route
    from api.parameters import Asked, read_known_at

    output = Output(options)
    asked = read_asked(Asked, options)
    graph = load_graph(settings, read_known_at(asked))
    answer = ask_route(graph, origin, target, asked)
    if output:
        from api.answering import route_answer

        public = route_answer(graph, answer, asked)
        write_answer(output, graph, "route", (origin, target), asked=asked, answer=answer, public=public)
    else:
        from api.cli.route_printed import print_route

        for id_ in (origin, target):
            _tell_moved(graph, id_)
        print_route(console(), graph, answer)


def _tell_moved(graph: "Graph", id_: str) -> None:
    """Say that an id is a former one: the caller may want to note the current one."""
    current = graph.resolve(id_)
    if current != id_:
        click.echo(plain(f"note: {id_} is now {current}."), err=True)
