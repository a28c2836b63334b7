"""``datareach cite``, ``bundle`` and ``verify``."""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.files import write_whole
from api.cli.options import stored
from api.cli.terminal import console, plain, styled

if TYPE_CHECKING:
    from api.formats import Answered
    from graphdb.settings import Settings

__all__ = ["bundle", "cite", "verify"]

_FILE = click.Path(path_type=Path, dir_okay=False)


def _answered(settings: "Settings", address: str, host: str = "") -> "Answered":
    """The answer at an address, of the store, with when its release was published."""
    import dataclasses

    from api.addressed import answered_at
    from graphdb.graph import Graph

    with stored(settings) as store:
        answered = answered_at(address, lambda known_at: Graph(store.load(known_at)))
        published = store.find(answered.graph.name).published
    return dataclasses.replace(answered, host=host.rstrip("/"), published=published)


@click.command()
@click.argument("address")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csl.json", "bib", "ris"]),
    default="csl.json",
    show_default=True,
    help="CSL-JSON (Zotero), BibTeX or RIS (EndNote).",
)
@click.option("--host", metavar="ADDRESS", default="", help="Where the answers are published: https://data.example.org")
@click.pass_obj
def cite(settings: "Settings", /, *, address: str, format_: str, host: str) -> None:
    """Cite an answer or a record, and every source that it rests on.

    ADDRESS is that of the web, with or without the host: 'reach/ice?question=held' or records/tmsis. The citation names the
    release, so that it gives the same answer later.
    """
    from api.cite import bibtex_text, citations_of, csl_json_text, ris_text

    write = {"csl.json": csl_json_text, "bib": bibtex_text, "ris": ris_text}[format_]
    click.echo(write(citations_of(_answered(settings, address, host))), nl=False)


@click.command()
@click.argument("address")
@click.option(
    "--output", "-o", type=_FILE, required=True, metavar="FILE", help="The file to write, whole or not at all."
)
@click.pass_obj
def bundle(settings: "Settings", /, *, address: str, output: Path) -> None:
    """Write an answer or a record with all its evidence to a file that can be checked.

    ADDRESS is that of the web, with or without the host: 'route/iso-claimsearch/ice?as_of=2026-01-01' or records/tmsis.
    """
    import hashlib

    from api.bundles import bundle as make

    data = make(_answered(settings, address))
    write_whole(output, data)
    click.echo(plain(f"Wrote {output}: {len(data):,} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}."))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="FILE")
@click.option("--with-store", is_flag=True, help="Also compare the records with the release in the store.")
@click.pass_obj
def verify(settings: "Settings", /, *, file: Path, with_store: bool) -> None:
    """Check an evidence bundle: that nothing was changed, and that its answer stands in its records.

    Needs no network. --with-store also needs a store that holds the release.
    """
    from api.bundles import verify as check
    from api.bundles.container import MOST_BYTES
    from graphdb.graph import Graph

    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    verified = check(data)
    if with_store:
        with stored(settings) as store:
            verified = check(data, Graph(store.load(verified.release)))
    out = console()
    out.print(styled((f"{file.name} is whole and says what its records say.", "bold")))
    out.print(styled(f"  {verified.sentence}"))
    out.print(styled(f"  {verified.files:,} files: {verified.records:,} records, {verified.sources:,} sources."))
    compared = (
        "its records are those of this release" if verified.in_release else "not compared with the release itself"
    )
    out.print(styled(f"  Release {verified.release}: {compared}."))
    out.print(styled(f"  Address {verified.address}"), soft_wrap=True)
    out.print(styled(f"  SHA-256 {verified.sha256}"), soft_wrap=True)
