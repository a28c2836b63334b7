"""The program: its commands, its one global option, and what happens to errors."""

import contextlib
import dataclasses
import os
import sys
from typing import Any

import click

from api.cli.evidence import bundle, cite, verify
from api.cli.exit_codes import EXIT_CODES, OUTPUT_FAILED
from api.cli.further import COMMANDS
from api.cli.pictures import export
from api.cli.questions import from_origin, reach, route
from api.cli.records import search, show
from api.cli.releases import import_release, ingest, prune, releases
from api.cli.service import doctor, serve
from api.cli.terminal import plain
from graphdb.errors import BadFacts, DataReachError
from graphdb.settings import Settings

__all__ = ["command_names", "main", "program"]


class _Program(click.Group):
    """A group that tells errors in a line, and keeps the order in which commands were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the shape of the method
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # here, where a reader that went away is still handled
        except DataReachError as error:
            _tell(error)
            ctx.exit(EXIT_CODES[error.code])
        return result


def _tell(error: DataReachError) -> None:
    lines = [f"error: {error.message}"]
    lines += error.report if isinstance(error, BadFacts) else ()
    lines += [f"hint: {error.hint}"] if error.hint else []
    for line in lines:
        click.echo(plain(line), err=True)


def _tell_version(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:
    if not asked:
        return
    from importlib import metadata  # noqa: PLC0415 - rarely asked for

    try:
        version = metadata.version("datareach")
    except metadata.PackageNotFoundError:
        version = "from a checkout that is not installed"
    click.echo(f"datareach {version}")
    ctx.exit()


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--store", metavar="PLACE", help="The file or the neo4j:// address that keeps the releases.  [env: DATAREACH_STORE]"
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_version, help="Show the version."
)
@click.pass_context
def program(ctx: click.Context, store: str | None) -> None:
    """Which databases reach ICE, by which agreements, since when, and how we know."""
    settings = Settings.from_environment(os.environ)
    ctx.obj = settings if store is None else dataclasses.replace(settings, store=store)


for _command in (
    reach,
    from_origin,
    route,
    *COMMANDS,
    show,
    search,
    cite,
    bundle,
    verify,
    ingest,
    releases,
    export,
    import_release,
    prune,
    serve,
    doctor,
):
    program.add_command(_command)


def command_names() -> tuple[str, ...]:
    """The names of the commands, in the order in which help lists them."""
    return tuple(program.commands)


def main() -> None:
    """Run the program; what the ``datareach`` script calls."""
    try:
        program.main(prog_name="datareach")
    except OSError as error:  # stores and facts have errors of their own: without a file's name, this is the output
        reason = error.strerror or str(error)
        problem = f"{error.filename}: {reason}" if error.filename else f"The output cannot be written: {reason}"
        with contextlib.suppress(OSError):
            click.echo(plain(f"error: {problem}."), err=True)
        _drop_output()
        sys.exit(OUTPUT_FAILED)


def _drop_output() -> None:
    """Send what is still to be written nowhere: Python would try again when it ends, and complain once more."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
