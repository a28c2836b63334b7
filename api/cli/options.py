"""The options that the questions share, and how they become parameters. Texts are read in ``api.parameters``."""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from api.cli.formats import format_options

if TYPE_CHECKING:
    from pydantic import BaseModel

    from graphdb.graph import Graph
    from graphdb.settings import Settings
    from graphdb.stores.base import Store

__all__ = [
    "as_json",
    "known_at",
    "load_graph",
    "picture_options",
    "question_options",
    "read_asked",
    "shared_options",
    "stored",
]

_A = TypeVar("_A", bound="BaseModel")
_F = TypeVar("_F", bound=Callable[..., Any])

known_at = click.option(
    "--known-at", metavar="RELEASE|DATE", help="What the graph said then: a release or a date.  [default: now]"
)
as_json = click.option("--json", "json_", is_flag=True, help="Print JSON, the same as over HTTP.")

_SHARED = (
    click.option("--question", metavar="WORD", help="flowing, held or ever.  [default: flowing]"),
    click.option("--as-of", metavar="YYYY-MM-DD", help="The day asked about.  [default: today]"),
    known_at,
    click.option(
        "--basis", metavar="WORDS", multiple=True, help="occurred, agreed, permitted.  [default: occurred,agreed]"
    ),
    click.option(
        "--evidence",
        metavar="WORD",
        help="Lowest grade wanted: documented, official, reported, alleged (walks unconfirmed flows too).",
    ),
    click.option("--joins", metavar="WORD", help="known, or assumed: also where a join is assumed.  [default: known]"),
    click.option("--category", metavar="IDS", multiple=True, help="Only what may carry one of these categories."),
    click.option(
        "--mechanism",
        metavar="WORDS",
        multiple=True,
        help="Only these mechanisms: bulk_transfer, query_access, matching, direct_login, api_feed, ad_hoc_request, "
        "purchase, subpoena, biometric_match, unknown.",
    ),
    click.option("--state", metavar="WORDS", multiple=True, help="Walk these too: planned, proposed, unconfirmed."),
    click.option("--attested-since", metavar="YEAR", help="Every hop is attested in this year or later."),
    click.option(
        "--without", metavar="IDS", multiple=True, help="Leave out these agreements, flows, places or legal actions."
    ),
)
_LIMIT = click.option("--limit", metavar="N", help="The most rows printed.  [default: 500]")
_OUTPUT = (
    as_json,
    click.option("--csv", "csv_", is_flag=True, help="Print CSV, a row an origin or place."),
    *format_options,
)
_TABLE = click.option("--csv", "csv_", is_flag=True, help="Print CSV, with the columns of docs/tables.md.")
_EXPLAIN = click.option("--explain", "--full", "explain", is_flag=True, help="Print each route in words.")


def question_options(*, rows: bool) -> Callable[[_F], _F]:
    """The options of a question; ``rows``: of one that answers with rows."""

    def decorate(function: _F) -> _F:
        for option in reversed([*_SHARED, *([_LIMIT] if rows else []), *_OUTPUT, *([_EXPLAIN] if rows else [])]):
            function = option(function)
        return function

    return decorate


def shared_options(*own: Callable[[Any], Any]) -> Callable[[_F], _F]:
    """The options that all questions share, those of one question, and the outputs."""

    def decorate(function: _F) -> _F:
        for option in reversed([*own, *_SHARED, as_json, _TABLE, *format_options]):
            function = option(function)
        return function

    return decorate


def picture_options(function: _F) -> _F:
    """The options that all questions share, for a picture of the answer."""
    for option in reversed(_SHARED):
        function = option(function)
    return function


def read_asked(kind: type[_A], options: dict[str, Any]) -> _A:
    """The parameters that were given. Raises BadParameter where a text is longer than any value."""
    from pydantic import ValidationError

    from graphdb.errors import BadParameter

    given = {name: list(value) if isinstance(value, tuple) else value for name, value in options.items() if value}
    given |= {name: value for name, value in options.items() if value == ""}
    try:
        return kind(**given)
    except ValidationError as reason:
        names = ", ".join(dict.fromkeys(str(fault["loc"][0]) for fault in reason.errors()))
        raise BadParameter(f"The value of {names} is too long.", "See `datareach --help`.") from reason


def stored(settings: "Settings", *, create: bool = False) -> "Store":
    """The store that the settings name. ``create``: a first save makes it."""
    from graphdb.stores import open_store

    return open_store(settings.store, create=create)


def load_graph(settings: "Settings", release: str | None) -> "Graph":
    """The graph of a release of the store."""
    from graphdb.graph import Graph

    with stored(settings) as store:
        return Graph(store.load(release))
