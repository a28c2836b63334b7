"""``--format`` and ``--output``: an answer in any format of the registry, to the terminal or whole into a file."""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.cli.files import write_whole

if TYPE_CHECKING:
    from pydantic import BaseModel

    from graphdb.graph import Graph

__all__ = ["Output", "format_options", "write_answer"]

format_options: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--format",
        "format_",
        metavar="NAME",
        help="The format: csv, hops (CSV, a row a hop), jsonl, jsonld, graphml, gexf, ftm, cypher, md or txt (a brief). "
        "docs/formats.md tells of each.",
    ),
    click.option(
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Write it to this file, whole or not at all.  [default: print it]",
    ),
)


_MORE = {"routes": "--most raises it, up to 100.", "timeline": "Ask with --origin: the graph is large."}
"""What gives more rows, where --limit does not."""


class Output:
    """What ``--json``, ``--csv``, ``--format`` and ``--output`` ask for, taken out of the options of a command."""

    def __init__(self, options: dict[str, Any]) -> None:
        named = [options.pop("format_", None)]
        named += [suffix for suffix, flag in (("json", "json_"), ("csv", "csv_")) if options.pop(flag, False)]
        self.path: Path | None = options.pop("output", None)
        asked = [name for name in named if name is not None]
        if len(asked) > 1:
            raise click.UsageError("--json, --csv and --format exclude each other.")
        self.format: str | None = asked[0] if asked else None
        if self.path is not None and self.format is None:
            raise click.UsageError("--output needs a --format.")

    def __bool__(self) -> bool:
        """Whether another format than words for people is asked for."""
        return self.format is not None


def write_answer(
    output: Output,
    graph: "Graph",
    question: str,
    ids: tuple[str, ...],
    *,
    asked: Any,
    answer: Any,
    public: "BaseModel",
) -> None:
    """Write an answer in the format asked for.

    Raises:
        BadParameter: an answer to this question has no such format.
    """
    from api.addresses import address_of
    from api.cli.terminal import echo_data, echo_json, tell_cut
    from api.formats import Answered
    from api.formats.registry import formats_of
    from graphdb.errors import BadParameter

    formats = {one.suffix: one for one in formats_of(question)}
    if output.format not in formats:
        raise BadParameter(
            f"There is no format {output.format!r} of this answer.", f"Values of format: {', '.join(formats)}."
        )
    format_ = formats[output.format]
    current = tuple(graph.resolve(id_) for id_ in ids)
    content = format_.write(Answered(graph, question, answer, public, address_of(question, current, asked, graph.name)))
    if output.path is not None:
        write_whole(output.path, content)
    elif format_.suffix == "json":
        echo_json(public.model_dump(mode="json"))
    else:
        try:
            echo_data(content.decode())
        except UnicodeDecodeError:
            if sys.stdout.isatty():
                raise BadParameter("This format is not for a terminal.", "Name a file: --output FILE.") from None
            sys.stdout.buffer.write(content)
    if format_.suffix != "json":
        tell_cut(getattr(answer, "truncated", False), _MORE.get(question, "--limit raises it."))
