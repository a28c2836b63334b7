"""What reaches the terminal: text without control characters, wrapped to its width, colours only where wanted."""

# ruff: noqa: PLC0415 - rich is imported when something is printed, so that help answers at once

import io
import json
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from graphdb.texts import MISLEADING, visible

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

__all__ = ["console", "echo_data", "echo_json", "labelled", "paragraph", "plain", "styled", "tell_cut", "unbroken"]


def plain(text: str) -> str:
    """Text in which control, bidirectional and invisible characters stand as visible escapes."""
    return visible(text)


def console(*, stderr: bool = False) -> "Console":
    """A console that takes no markup from data."""
    from rich.console import Console

    return Console(stderr=stderr, markup=False, emoji=False, highlight=False)


def styled(*parts: str | tuple[str, str]) -> "Text":
    """Plain text in parts, each a text or (text, style); a line feed is kept only where it is a part of its own."""
    from rich.text import Text

    text = Text()
    for part in parts:
        words, style = part if isinstance(part, tuple) else (part, "")
        text.append("\n" if words == "\n" else plain(words), style)
    return text


def paragraph(*parts: str | tuple[str, str], indent: int = 0) -> "RenderableType":
    """A paragraph, each of its lines indented."""
    from rich.padding import Padding

    return Padding(styled(*parts), (0, 0, 0, indent))


def unbroken(text: str, indent: int = 4) -> "Text":
    """A line that is never wrapped, such as an address that someone will copy."""
    from rich.text import Text

    return Text(" " * indent + plain(text), no_wrap=True, overflow="ignore")


def labelled(pairs: Iterable[tuple[str, "str | Text"]], indent: int = 2, min_width: int = 12) -> "RenderableType":
    """Labels with their texts beside them, the texts wrapped in a column of their own."""
    from rich.padding import Padding
    from rich.table import Table

    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", no_wrap=True, min_width=min_width)
    grid.add_column(overflow="fold")
    for label, text in pairs:
        grid.add_row(styled(label), styled(text) if isinstance(text, str) else text)
    return Padding(grid, (0, 0, 0, indent))


def echo_json(content: Any) -> None:
    """Print JSON. What would mislead stands as JSON escapes, so that no terminal obeys it."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    echo_data(MISLEADING.sub(_json_escape, text) + "\n")


def echo_data(text: str) -> None:
    """Print what a program reads: in a file or a pipe as UTF-8, whatever the machine's own encoding is."""
    if not sys.stdout.isatty() and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    click.echo(text, nl=False)


def _json_escape(match: re.Match[str]) -> str:
    # json.dumps escapes what is below a space inside texts: a line feed that is left lies between them.
    return "\n" if match.group() == "\n" else json.dumps(match.group())[1:-1]


def tell_cut(truncated: bool, hint: str = "--limit raises it.") -> None:
    """Say apart from the rows, which a program reads, that they are not all."""
    if truncated:
        click.echo(f"note: more rows than the limit were found: the answer is cut. {hint}", err=True)
