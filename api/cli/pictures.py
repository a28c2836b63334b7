"""``datareach export``: pictures of an answer; and, as before, a whole release."""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.cli.options import load_graph, picture_options, read_asked
from api.cli.releases import export as export_release
from api.cli.terminal import plain

if TYPE_CHECKING:
    from graphdb.graph import Graph
    from graphdb.settings import Settings
    from viz.scene import Scene

__all__ = ["PICTURES", "export"]

PICTURES = ("svg", "story", "ladder", "card", "png", "html", "scene")
_OWN = ("output", "force", "origin", "pin", "flow", "variant", "theme", "width", "of")


def _release_formats() -> tuple[str, ...]:
    own = next((one for one in export_release.params if one.name == "format_"), None)
    return tuple(own.type.choices) if own is not None and isinstance(own.type, click.Choice) else ("jsonl",)


@click.command(short_help="Write a picture of an answer, or a whole release, to a file.")
@click.argument("what", metavar="TARGET|DIR")
@click.option(
    "--format",
    "format_",
    type=click.Choice([*_release_formats(), *PICTURES]),
    default=_release_formats()[0],
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
@click.pass_context
def export(ctx: click.Context, /, *, what: str, format_: str, **options: Any) -> None:
    """Write a picture of the answer "What reaches TARGET?" to a file, or a whole release to DIR.

    datareach export ice --format png --output ice.png
    """
    settings: Settings = ctx.obj
    own = {name: options.pop(name) for name in _OWN}
    if format_ not in PICTURES:
        _export_release(ctx, what, format_, own, options)
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
    _write_whole(own["output"], content, replace=own["force"])
    click.echo(plain(f"Wrote {own['output']} ({len(content):,} bytes)."))


def _export_release(ctx: click.Context, what: str, format_: str, own: dict[str, Any], options: dict[str, Any]) -> None:
    known_at = options.pop("known_at", None)
    given = [name for name, value in {**own, **options}.items() if value]
    if given:
        raise click.UsageError(f"--{given[0].replace('_', '-')} is for pictures: name one by --format.")
    arguments: dict[str, Any] = {"known_at": known_at, "format_": format_}
    names = {one.name: one for one in export_release.params}
    place = next(one for one in export_release.params if isinstance(one, click.Argument))
    arguments[place.name or ""] = place.type.convert(what, place, ctx)
    ctx.invoke(export_release, **{name: value for name, value in arguments.items() if name in names})


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
    from viz.scene import Variant, draw

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


def _write_whole(path: Path, content: bytes, *, replace: bool) -> None:
    """Write a file beside its place and put it there complete. Raises BadParameter where one is there already."""
    from graphdb.errors import BadParameter

    fresh = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        with fresh.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            fresh.replace(path)
        else:
            path.hardlink_to(fresh)  # unlike a rename, it does not write over what is there
    except FileNotFoundError as reason:
        raise BadParameter(f"There is no folder {path.parent}.", "Make it first, or name another.") from reason
    except FileExistsError as reason:
        raise BadParameter(f"There is a file {path} already.", "--force writes over it.") from reason
    finally:
        fresh.unlink(missing_ok=True)
