"""``datareach routes``, ``choke-points``, ``timeline`` and the other further questions."""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs

from typing import TYPE_CHECKING, Any

import click

from api.cli.formats import Output, write_answer
from api.cli.options import load_graph, read_asked, shared_options, stored
from api.cli.terminal import console

if TYPE_CHECKING:
    from graphdb.settings import Settings

__all__ = ["COMMANDS"]

_ORIGIN = click.option("--origin", metavar="ID", help="Only this dataset or organization.  [default: all]")


def _many(name: str, text: str) -> Any:
    return click.option(name, metavar="IDS", multiple=True, help=text)


def _answer(settings: "Settings", name: str, ids: tuple[str, ...], options: dict[str, Any]) -> None:
    """Ask, and print the answer."""
    from api.further_asking import QUESTIONS
    from api.parameters import read_known_at

    question = QUESTIONS[name]
    output = Output(options)
    asked = read_asked(question.asked, options)
    graph = load_graph(settings, read_known_at(asked))
    answer = question.answered(graph, ids, asked)
    if output:
        public = question.public(graph, answer, asked)
        write_answer(output, graph, name, ids, asked=asked, answer=answer, public=public)
    else:
        from api.cli.further_printed import print_further

        print_further(console(), answer)


@click.command()
@click.argument("origin")
@click.argument("target")
@shared_options(
    click.option("--most", metavar="N", help="The most routes, up to 100.  [default: 10]"),
    _many("--avoid", "No hop has to do with these places, agreements, flows, legal actions, categories or states."),
    _many("--via", "Each of these is passed: places, agreements, flows, legal actions, categories or states."),
)
@click.pass_obj
def routes(settings: "Settings", /, *, origin: str, target: str, **options: Any) -> None:
    """By which routes does ORIGIN reach TARGET? The best ones in order, and those that share nothing.

    Both are ids: tecs ice
    """
    _answer(settings, "routes", (origin, target), options)


@click.command("choke-points")
@click.argument("target")
@shared_options(_ORIGIN, click.option("--limit", metavar="N", help="The most rows.  [default: 500]"))
@click.pass_obj
def choke_points(settings: "Settings", /, *, target: str, **options: Any) -> None:
    """Where could what reaches TARGET be stopped? Agreements on every route, and the smallest set whose end leaves none."""
    _answer(settings, "choke-points", (target,), options)


@click.command()
@click.argument("target")
@shared_options(_ORIGIN, click.option("--since", metavar="YYYY-MM-DD", help="Changes after this day."))
@click.pass_obj
def timeline(settings: "Settings", /, *, target: str, **options: Any) -> None:
    """When did what reaches TARGET change, and what did it?"""
    _answer(settings, "timeline", (target,), options)


@click.command()
@click.argument("target")
@shared_options(_ORIGIN)
@click.pass_obj
def law(settings: "Settings", /, *, target: str, **options: Any) -> None:
    """Which legal actions touch ways to TARGET, and what do they leave?"""
    _answer(settings, "law", (target,), options)


@click.command("what-if")
@click.argument("target")
@shared_options(
    _many("--ended", "Agreements, flows, datasets and operators that are at an end."),
    _many("--lifted", "Legal actions whose orders are lifted."),
    _many("--extended", "Legal actions whose orders cover everyone."),
)
@click.pass_obj
def what_if(settings: "Settings", /, *, target: str, **options: Any) -> None:
    """What would change in what reaches TARGET, if? All that is supposed is combined."""
    _answer(settings, "what-if", (target,), options)


@click.command()
@click.argument("target")
@shared_options(_ORIGIN)
@click.pass_obj
def categories(settings: "Settings", /, *, target: str, **options: Any) -> None:
    """Which kinds of data reach TARGET, and from where?

    With --origin and --category: does this kind of data of this dataset arrive, and which hop decides it?
    """
    _answer(settings, "categories", (target,), options)


@click.command()
@click.argument("target")
@shared_options()
@click.pass_obj
def people(settings: "Settings", /, *, target: str, **options: Any) -> None:
    """How many people's data reaches TARGET, at least and at most?"""
    _answer(settings, "people", (target,), options)


@click.command()
@click.argument("target")
@shared_options(click.option("--older-than", metavar="YEARS", help="When evidence counts as old.  [default: 5]"))
@click.pass_obj
def coverage(settings: "Settings", /, *, target: str, **options: Any) -> None:
    """What do the answers about TARGET rest on, and where are they thin?"""
    _answer(settings, "coverage", (target,), options)


@click.command()
@click.argument("target")
@shared_options(
    click.option("--months", metavar="N", help="How far ahead an agreement expires.  [default: 12]"),
    click.option("--limit", metavar="N", help="The most flows.  [default: 50]"),
)
@click.pass_obj
def leads(settings: "Settings", /, *, target: str, **options: Any) -> None:
    """Where to look next about TARGET, and what to ask for?"""
    _answer(settings, "leads", (target,), options)


@click.command()
@click.argument("target")
@click.argument("second")
@shared_options(
    click.option("--second-as-of", metavar="YYYY-MM-DD", help="The day of the second answer."),
    click.option("--second-evidence", metavar="WORD", help="The lowest grade of the second answer."),
    click.option("--second-question", metavar="WORD", help="flowing, held or ever, for the second answer."),
)
@click.pass_obj
def compare(settings: "Settings", /, *, target: str, second: str, **options: Any) -> None:
    """How does what reaches TARGET differ from what reaches SECOND, or on another day or by another grade?"""
    _answer(settings, "compare", (target, second), options)


@click.command()
@shared_options(
    click.option("--before", metavar="RELEASE|DATE", help="The earlier release.  [default: the one before]"),
    click.option("--target", metavar="ID", help="The target whose answers are compared.  [default: ice]"),
)
@click.pass_obj
def changes(settings: "Settings", /, **options: Any) -> None:
    """What changed from one release to another, in the records and in the answers?"""
    from api.further_asking import ask_changes, public_changes, release_before
    from api.further_parameters import AskedChanges
    from api.parameters import read_known_at
    from graphdb.graph import Graph

    output = Output(options)
    asked = read_asked(AskedChanges, options)
    with stored(settings) as store:
        after = Graph(store.load(read_known_at(asked)))
        before = Graph(store.load(asked.before if asked.before is not None else release_before(store, after.name)))
    answer = ask_changes(before, after, asked)
    if output:
        public = public_changes(after, answer, asked)
        write_answer(output, after, "changes", (), asked=asked, answer=answer, public=public)
    else:
        from api.cli.further_printed import print_further

        print_further(console(), answer)


COMMANDS = (routes, choke_points, timeline, law, what_if, categories, people, coverage, leads, compare, changes)
"""The commands, in the order in which help lists them."""
