"""``datareach export``: pictures of an answer; and, as before, a whole release."""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.cli.files import write_whole
from api.cli.options import load_graph, picture_options, read_asked
from api.cli.releases import RELEASE_FORMATS, write_release
from api.cli.terminal import plain

if TYPE_CHECKING:
    from graphdb.graph import Graph
    from graphdb.settings import Settings
    from viz.model import Scene

__all__ = ["PICTURES", "export"]

PICTURES = ("svg", "story", "ladder", "card", "png", "html", "scene")
_OWN = ("output", "force", "origin", "pin", "flow", "variant", "theme", "width", "of")


@click.command(short_help="Write a picture of an answer, or a whole release, to a file.")
@click.argument("what", metavar="TARGET|DIR")
@click.option(
    "--format",
    "format_",
    type=click.Choice([*RELEASE_FORMATS, *PICTURES]),
    default=RELEASE_FORMATS[0],
    show_default=True,
    help="Of an answer: svg (map), story (map for an article), ladder (for phones), card (1,200 x 630), png, html (one "
    "offline page), scene (JSON). The others are of a whole release.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="The file of a picture."
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--from", "origin", metavar="ORIGIN", help="Only the route from this place, with its direct flows.")
@click.option("--pin", metavar="ORIGIN", help="Trace the best route of this origin; the rest steps back.")
@click.option("--flow", metavar="ID", help="Trace this flow.")
@click.option("--variant", metavar="WORD", help="map, pinned (origins first) or story.  [default: map]")
@click.option("--theme", metavar="WORD", help="light or dark.  [default: light]")
@click.option("--of", metavar="WORD", help="Of which picture a png is made: svg, story, ladder, card.  [default: svg]")
@click.option("--width", type=click.IntRange(100, 8000), metavar="N", help="Pixels of a png.  [default: 1600]")
@picture_options
@click.pass_obj
def export(settings: "Settings", /, *, what: str, format_: str, **options: Any) -> None:
    """Write a picture of the answer "What reaches TARGET?" to a file, or a whole release to DIR.

    datareach export ice --format png --output ice.png
    """
    own = {name: options.pop(name) for name in _OWN}
    if format_ not in PICTURES:
        _export_release(settings, what, format_, own, options)
        return
    if own["output"] is None:
        raise click.UsageError("A picture needs --output FILE.")
    from api.formats.pictures import picture
    from api.parameters import AskedRows, read_known_at

    _check(format_, own)
    asked = read_asked(AskedRows, options)
    graph = load_graph(settings, read_known_at(asked))
    own["program"] = settings.dot or None
    scene = _scene(graph, what, asked, format_, own)
    content = picture(scene, format_, theme=own["theme"] or "light", of=own["of"] or "svg", width=own["width"] or 1600)
    _write(own["output"], content, replace=own["force"])
    click.echo(plain(f"Wrote {own['output']} ({len(content):,} bytes)."))


def _export_release(
    settings: "Settings", place: str, format_: str, own: dict[str, Any], options: dict[str, Any]
) -> None:
    known_at = options.pop("known_at", None)
    given = [name for name, value in {**own, **options}.items() if value]
    if given:
        raise click.UsageError(f"--{given[0].replace('_', '-')} is for pictures: name one by --format.")
    write_release(settings, Path(place), known_at, format_)


def _check(format_: str, own: dict[str, Any]) -> None:
    """Raises BadParameter where a word is none of those that a picture takes."""
    from graphdb.errors import BadParameter

    for name, words in (
        ("variant", ("map", "pinned", "story")),
        ("theme", ("light", "dark")),
        ("of", ("svg", "story", "ladder", "card")),
    ):
        if own[name] is not None and own[name] not in words:
            raise BadParameter(f"{own[name]!r} is no value of {name}.", f"Values of {name}: {', '.join(words)}.")
    if format_ != "png" and (own["of"] or own["width"]):
        raise BadParameter("Only a png has --of and --width.", "Leave them out, or ask for --format png.")


def _scene(graph: "Graph", target: str, asked: Any, format_: str, own: dict[str, Any]) -> "Scene":
    from urllib.parse import urlencode

    from api.asking import ask_reach, ask_route
    from viz.model import Variant
    from viz.scene import draw

    origin = own["origin"]
    answer = ask_route(graph, origin, target, asked) if origin else ask_reach(graph, target, asked)
    story = format_ == "story" or (format_ == "png" and own["of"] == "story")
    filters = answer.parameters.filters
    query = {"target": answer.target.id, "question": filters.question.value, "as_of": filters.as_of.isoformat()}
    query |= {"from": origin} if origin else {}
    return draw(
        graph,
        answer,
        variant=Variant.story if story else Variant(own["variant"] or "map"),
        pinned=own["pin"],
        flow=own["flow"],
        program=own["program"],
        address=f"/?{urlencode(query | {'known_at': graph.name[:12]})}",
    )


def _write(path: Path, content: bytes, *, replace: bool) -> None:
    """Write the file. Raises BadParameter where one is there already, or its folder is not."""
    from graphdb.errors import BadParameter

    try:
        write_whole(path, content, replace=replace)
    except FileNotFoundError as reason:
        raise BadParameter(f"There is no folder {path.parent}.", "Make it first, or name another.") from reason
    except FileExistsError as reason:
        raise BadParameter(f"There is a file {path} already.", "--force writes over it.") from reason
