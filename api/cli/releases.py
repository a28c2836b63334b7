"""``datareach ingest``, ``releases``, ``prune`` and ``import``, and how a whole release is written."""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import as_json, stored
from api.cli.terminal import console, echo_json, plain, styled

if TYPE_CHECKING:
    from graphdb.settings import Settings

__all__ = ["RELEASE_FORMATS", "import_release", "ingest", "prune", "releases", "write_release"]

RELEASE_FORMATS = ("jsonl", "parquet", "sqlite")
"""The formats of a whole release."""

_FOLDER = click.Path(path_type=Path)


@click.command()
@click.option("--plan", "plan_only", is_flag=True, help="Only tell what would change; write nothing.")
@click.option("--facts", type=_FOLDER, metavar="DIR", help="A folder of facts.  [default: the packaged facts]")
@click.option("--verbose", is_flag=True, help="List ids beside the counts, as --plan does.")
@click.option("--allow-loss", is_flag=True, help="Accept that many records, or ids without a successor, are lost.")
@click.pass_obj
def ingest(settings: "Settings", /, *, plan_only: bool, facts: Path | None, verbose: bool, allow_loss: bool) -> None:
    """Load the facts into the store and publish a release."""
    import datetime

    from api.parameters import today
    from ingest.answers import answers_between
    from ingest.run import run_ingest

    with stored(settings, create=True) as store, _progress() as progress:
        report = run_ingest(
            store,
            facts=facts,
            plan_only=plan_only,
            allow_loss=allow_loss,
            now=datetime.datetime.now(datetime.UTC),
            as_of=today(),
            progress=progress,
            answers_between=answers_between,
        )
    for warning in report.warnings:
        click.echo(plain(f"warning: {warning}"), err=True)
    for line in report.plan.lines(ids=plan_only or verbose):
        click.echo(plain(line))
    if report.saved:
        click.echo(f"Published release {report.release[:12]}: {_counts(report.counts)}.")
    elif plan_only:
        click.echo("This is a plan: nothing was written.")
    else:
        click.echo(f"Release {report.release[:12]} is current already.")


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Bars on stderr, and only where someone sees them."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    from rich.progress import Progress, TaskID

    with Progress(console=console(stderr=True), transient=True) as bars:
        stages: dict[str, TaskID] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages[stage] = bars.add_task(stage, total=total)
            bars.update(stages[stage], completed=done, total=total)

        yield tell


def _counts(counts: dict[str, int]) -> str:
    from graphdb.model import KINDS

    return ", ".join(
        f"{counts[kind]:,} {model.plural.replace('_', ' ')}" for kind, model in KINDS.items() if counts.get(kind)
    )


@click.command()
@as_json
@click.pass_obj
def releases(settings: "Settings", /, *, json_: bool) -> None:
    """List the releases, newest first."""
    from api.publications import releases_answer

    with stored(settings) as store:
        answer = releases_answer(store)
    if json_:
        echo_json(answer.model_dump(mode="json"))
        return
    out = console()
    for one in answer.releases:
        current = " (current)" if one.current else ""
        out.print(styled((one.name[:12], "bold"), f"  {one.published[:16].replace('T', ' ')} UTC{current}"))
        out.print(styled(f"    {_counts(one.counts)}"))
    if not answer.releases:
        out.print("The store holds no release yet. Run `datareach ingest`.")


@click.command()
@click.option("--keep", type=int, required=True, metavar="N", help="How many of the newest publications stay.")
@click.pass_obj
def prune(settings: "Settings", /, *, keep: int) -> None:
    """Forget old releases (of a Neo4j store; a file keeps every release)."""
    with stored(settings) as store:
        gone = store.prune(keep)
    click.echo(f"{gone} {'publication' if gone == 1 else 'publications'} forgotten.")


def write_release(settings: "Settings", place: Path, known_at: str | None, format_: str) -> None:
    """Write a whole release. jsonl: a folder with one file a kind, which ``datareach import`` reads. parquet: a folder with
    one file a table. sqlite: one file with the same tables."""
    from api.parameters import AskedRecord, read_known_at

    with stored(settings) as store:
        info = store.find(read_known_at(AskedRecord(known_at=known_at)))
        release = store.load(info.name)
    if format_ == "jsonl":
        from graphdb.stores.files import write_files

        write_files(release, place)
    elif format_ == "parquet":
        from graphdb.stores.parquet import write_parquet

        write_parquet(release, info.published, place)
    else:
        from graphdb.stores.sqlite import write_sqlite

        write_sqlite(release, info.published, place)
    click.echo(plain(f"Wrote release {release.name[:12]} to {place}."))


@click.command("import")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.pass_obj
def import_release(settings: "Settings", /, *, folder: Path) -> None:
    """Publish the release that an export wrote to DIR."""
    import datetime

    from graphdb.stores.files import read_files
    from ingest.imported import check_imported

    release = read_files(folder)
    check_imported(release, str(folder))
    with stored(settings, create=True) as store:
        store.save(release, datetime.datetime.now(datetime.UTC))
    click.echo(plain(f"Published release {release.name[:12]} from {folder}."))
