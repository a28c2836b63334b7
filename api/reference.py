"""The generated pages of the docs: ``python -m api.reference FOLDER`` writes ``command-line.md``, ``http.md``,
``settings.md`` and ``tables.md``, and the examples of the API beside the code.

All come from the program and the application themselves, so that they cannot lie about a name; what an option or field
means stands where it is defined.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from api.app import create_app
from api.cli.exit_codes import EXIT_CODES
from api.cli.program import program
from api.examples import example_answers, example_app
from api.formats.tables import COMMON, TABLES
from api.openapi import EXAMPLES
from api.problems import STATUS
from api.service_settings import SETTINGS_FILE, ServiceSettings
from graphdb.stores.sqlite import SqliteStore

__all__ = ["command_line_page", "examples_file", "http_page", "settings_page", "tables_page"]

_WIDTH = 100


def command_line_page() -> str:
    """The commands with their help, and the exit codes, as Markdown."""
    parts = ["# Command line\n\nGenerated from the program (`make reference`).\n"]
    # As the program itself makes its context: click keeps the help option of the first one it sees.
    settings = dict(program.context_settings) | {"terminal_width": _WIDTH, "max_content_width": _WIDTH}
    with click.Context(program, info_name="datareach", **settings) as context:
        parts.append(f"```\n{program.get_help(context)}\n```\n")
        for name in program.list_commands(context):
            command = program.commands[name]
            with click.Context(command, info_name=name, parent=context) as inner:
                parts.append(f"## `datareach {name}`\n\n```\n{command.get_help(inner)}\n```\n")
    rows = "\n".join(f"| `{code}` | {number} |" for code, number in sorted(EXIT_CODES.items()))
    parts.append(
        "## Exit codes\n\n0: answered, also a known place without a known route. 1: interrupted, or the reader of the output "
        f"went away, or the output cannot be written. 2: wrong usage. "
        f"Otherwise by the error's code:\n\n| code | exit |\n| --- | --- |\n{rows}\n"
    )
    return "\n".join(line.rstrip() for line in "\n".join(parts).splitlines()) + "\n"


def http_page() -> str:
    """The addresses with their parameters, and the statuses of errors, as Markdown."""
    api = create_app(SqliteStore(Path("never-opened.db"), create=True)).openapi()
    parts = [
        "# HTTP\n\nGenerated from the application (`make reference`). `/openapi.json` describes every field of every answer. "
        "Unknown parameters are errors; errors are problem+json (RFC 9457) with a `code` of [errors.md](errors.md).\n"
    ]
    for path, methods in api["paths"].items():
        for method, operation in methods.items():
            parts.append(_operation(method.upper(), path, operation))
    rows = "\n".join(f"| `{code}` | {status} |" for code, status in sorted(STATUS.items()))
    parts.append(f"## Statuses\n\n| code | status |\n| --- | --- |\n{rows}\n")
    return "\n".join(parts)


def tables_page() -> str:
    """The columns of the answers to the further questions as CSV, as Markdown."""
    parts = [
        "# Tables\n\nGenerated from the program (`make reference`). The further questions as CSV: `--csv` on the command "
        "line, `.csv` at the end of an address. Columns keep their names and order; new ones come before the common ones "
        "at the end. What a row does not have is empty, several values in a cell are joined by ` | `, and no cell is "
        "taken for a formula. Dates are as precise as their sources.\n"
    ]
    for name, table in TABLES.items():
        parts.append(f"## `{name}`\n\n{_columns(table.columns)}")
    return "\n".join([*parts, f"## Common columns\n\n{_columns(COMMON)}"])


def settings_page() -> str:
    """The settings of the service, as Markdown."""
    rows = "\n".join(
        f"| `{name}` | `{default}` | {meaning} |" for name, default, meaning in ServiceSettings.described()
    )
    return (
        "# Settings of the service\n\nGenerated from the program (`make reference`). Environment variables of "
        f"`datareach serve`; or a TOML file that `{SETTINGS_FILE}` names, with the same names in small letters and without "
        "`DATAREACH_`. The environment comes before the file. What cannot be read stops the start with an error.\n\n"
        f"| name | default | meaning |\n| --- | --- | --- |\n{rows}\n"
    )


def examples_file() -> str:
    """The examples of the description, asked anew, as JSON."""
    with example_app() as app:
        return json.dumps(example_answers(app), indent=1, ensure_ascii=False) + "\n"


def _columns(columns: Mapping[str, str]) -> str:
    rows = "\n".join(f"| `{column}` | {meaning} |" for column, meaning in columns.items())
    return f"| column | meaning |\n| --- | --- |\n{rows}\n"


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    text = f"## {method} `{path}`\n\n{operation.get('description') or operation['summary']}\n"
    parameters = operation.get("parameters", [])
    if parameters:
        rows = "\n".join(
            f"| `{parameter['name']}` | {_plain(parameter.get('description', ''))} |" for parameter in parameters
        )
        text += f"\n| parameter | meaning |\n| --- | --- |\n{rows}\n"
    return text


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (folder / "command-line.md").write_text(command_line_page(), encoding="utf-8")
    (folder / "http.md").write_text(http_page(), encoding="utf-8")
    EXAMPLES.write_text(examples_file(), encoding="utf-8")
    (folder / "settings.md").write_text(settings_page(), encoding="utf-8")
    (folder / "tables.md").write_text(tables_page(), encoding="utf-8")
