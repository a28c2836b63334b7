"""``datareach serve`` and ``doctor``."""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs

from typing import TYPE_CHECKING

import click

from api.cli.exit_codes import UNHEALTHY
from api.cli.options import as_json, stored
from api.cli.terminal import console, echo_json, styled

if TYPE_CHECKING:
    from graphdb.settings import Settings

__all__ = ["doctor", "serve"]


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.pass_obj
def serve(settings: "Settings", /, *, host: str, port: int) -> None:
    """Answer over HTTP until it is stopped."""
    from api.serving import serve as run

    stored(settings).close()  # what is wrong with the place is told here, before anything listens
    run(settings.store, host, port)


@click.command(short_help="What is configured, what is missing; is the store whole?")
@as_json
@click.pass_context
def doctor(ctx: click.Context, /, *, json_: bool) -> None:
    """What is configured, what is missing, and whether the store is whole."""
    from api.cli.diagnosis import Mark, diagnose

    findings = diagnose(ctx.obj)
    if json_:
        echo_json([{"mark": one.mark.value, "what": one.what, "says": one.says} for one in findings])
    else:
        styles = {Mark.good: "green", Mark.bad: "bold red", Mark.absent: "dim"}
        out = console()
        for one in findings:
            out.print(styled((f"{one.mark.value:<8}", styles[one.mark]), (f"{one.what}: ", "bold"), one.says))
    if any(one.mark == Mark.bad for one in findings):
        ctx.exit(UNHEALTHY)
