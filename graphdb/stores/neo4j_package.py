"""A release as a data package that loads into Neo4j without us: CSV files for ``neo4j-admin database import``, and a
plain Cypher script for a database that is running. Both make what the store shows (``neo4j_browsable``)."""

import csv
import io
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from graphdb.model import Record
from graphdb.release import Release
from graphdb.stores.neo4j_browsable import LABELS, Relationship, properties_of, relationships_of
from graphdb.stores.neo4j_shower import chunks

__all__ = ["ARRAY_DELIMITER", "ROWS_A_STATEMENT", "cypher_literal", "load_statements", "package_files", "write_package"]

ARRAY_DELIMITER = "\x1f"
"""Parts the texts of a list in a CSV cell: the unit separator, which no text holds (``U+001F`` for the import)."""

ROWS_A_STATEMENT = 200

_TYPES = {bool: "boolean", int: "long", list: "string[]"}

_README = """\
# The graph of release {name}

Into a new database (stop the server first; all in one line):

    neo4j-admin database import full neo4j --multiline-fields=true --array-delimiter=U+001F {files}

Into a database that is running:

    cypher-shell -f load.cypher

`load.cypher` adds to what is there; run it once. What labels and relationships mean: docs/neo4j-schema.md.
"""


def write_package(release: Release, folder: Path) -> None:
    """Write the package to a new folder.

    Raises:
        FileExistsError: the folder is there already.
    """
    folder.mkdir(parents=True)
    for name, content in package_files(release).items():
        (folder / name).write_text(content, encoding="utf-8", newline="")


def package_files(release: Release) -> dict[str, str]:
    """The text of every file of the package, by name."""
    nodes, relationships = _shown(release.records)
    files = {f"nodes-{label}.csv": _nodes_csv(label, rows) for label, rows in nodes.items()}
    files |= {f"relationships-{kind}.csv": _relationships_csv(kind, some) for kind, some in relationships.items()}
    arguments = " ".join(f"--{name.split('-')[0]}={name}" for name in files)
    files["load.cypher"] = "".join(f"{one};\n" for one in _statements(nodes, relationships))
    files["README.md"] = _README.format(name=release.name, files=arguments)
    return files


def load_statements(records: Iterable[Record]) -> Iterator[str]:
    """The statements that make the nodes of some records, and the relationships between them, in an empty database."""
    nodes, relationships = _shown(records)
    there = {row["key"] for rows in nodes.values() for row in rows}
    between = {
        kind: [one for one in some if one.start in there and one.end in there] for kind, some in relationships.items()
    }
    return _statements(nodes, {kind: some for kind, some in between.items() if some})


def _shown(records: Iterable[Record]) -> tuple[dict[str, list[dict[str, Any]]], dict[str, list[Relationship]]]:
    """What the store shows of records: nodes by label, relationships by type."""
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    relationships: dict[str, list[Relationship]] = defaultdict(list)
    for record in records:
        nodes[LABELS[record.kind_name]].append(properties_of(record))
        for one in relationships_of(record):
            relationships[one.type.value].append(one)
    return nodes, relationships


def _nodes_csv(label: str, rows: list[dict[str, Any]]) -> str:
    columns = _columns(rows)
    header = ["key:ID" if name == "key" else _typed(name, kind) for name, kind in columns.items()]
    lines = (
        [_cell(row.get(name)) for name in columns] + [f"DataReach;{label}".replace(";", ARRAY_DELIMITER)]
        for row in rows
    )
    return _csv([*header, ":LABEL"], lines)


def _relationships_csv(kind: str, some: list[Relationship]) -> str:
    columns = _columns([one.properties for one in some])
    header = [":START_ID", ":END_ID", ":TYPE", *(_typed(name, value) for name, value in columns.items())]
    return _csv(
        header, ([one.start, one.end, kind, *(_cell(one.properties.get(name)) for name in columns)] for one in some)
    )


def _columns(rows: Iterable[dict[str, Any]]) -> dict[str, type]:
    """Every key in the order in which it first comes up, with the type of its values."""
    return {name: type(value) for row in rows for name, value in row.items()}


def _typed(name: str, kind: type) -> str:
    return f"{name}:{_TYPES[kind]}" if kind in _TYPES else name


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ARRAY_DELIMITER.join(map(str, value))
    return "" if value is None else str(value)


def _csv(header: list[str], rows: Iterable[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(itertools.chain([header], rows))
    return text.getvalue()


def _statements(nodes: dict[str, list[dict[str, Any]]], relationships: dict[str, list[Relationship]]) -> Iterator[str]:
    yield "CREATE CONSTRAINT datareach_key IF NOT EXISTS FOR (n:DataReach) REQUIRE n.key IS UNIQUE"
    for label, rows in nodes.items():
        for some in chunks(rows, ROWS_A_STATEMENT):
            listed = ",\n  ".join(map(cypher_literal, some))
            yield f"UNWIND [\n  {listed}\n] AS row CREATE (n:DataReach:{label}) SET n = row"
    for kind, every in relationships.items():
        for part in chunks(every, ROWS_A_STATEMENT):
            listed = ",\n  ".join(
                f"[{cypher_literal(one.start)}, {cypher_literal(one.end)}, {cypher_literal(one.properties)}]"
                for one in part
            )
            yield (
                f"UNWIND [\n  {listed}\n] AS row MATCH (a:DataReach {{key: row[0]}}) MATCH (b:DataReach {{key: row[1]}}) "
                f"CREATE (a)-[r:{kind}]->(b) SET r = row[2]"
            )


def cypher_literal(value: object) -> str:
    """A value as Cypher. The names of properties and types are those of the model."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {cypher_literal(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(cypher_literal, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else f'"{_escaped(str(value))}"'


def _escaped(text: str) -> str:
    """The inside of a string. Cypher reads ``\\u0022`` as a quote before it looks for the end of a string, even behind
    another backslash: a ``u`` after a backslash is therefore put into a string of its own. The script is split into
    statements at semicolons at the end of a line, so a line end is never written as itself."""
    written: list[str] = []
    for before, letter in itertools.pairwise(f" {text}"):
        if letter in '\\"':
            written.append(f"\\{letter}")
        elif letter == "u" and before == "\\":
            written.append('" + "u')
        elif letter < " " or letter in "\x7f\x85\u2028\u2029":
            written.append(f"\\u{ord(letter):04x}")
        else:
            written.append(letter)
    return "".join(written)
