"""The schema of the Neo4j store: constraints and indexes, made by numbered migrations.

Each migration is one statement (``queries/schema_NN_NAME.cypher``) that may be run twice, touches labels of ours only,
and reads and changes no node, so it is safe on a database that holds other people's nodes.
"""

import re

from graphdb.errors import StoreNotOurs
from graphdb.stores.neo4j_connection import Connection
from graphdb.stores.neo4j_queries import statements

__all__ = ["LATEST", "MIGRATIONS", "migrate"]

_MIGRATION = re.compile(r"^schema_(\d+)_")

MIGRATIONS: dict[int, str] = {int(found.group(1)): name for name in statements() if (found := _MIGRATION.match(name))}
"""The name of the statement of each version."""

LATEST = max(MIGRATIONS)
"""The version of the schema that this datareach writes."""


def migrate(connection: Connection) -> None:
    """Bring the schema to ``LATEST``. Two processes may do it at once.

    Raises:
        StoreNotOurs: a newer version of datareach wrote this database.
        StoreFailed: the server refuses, or does not answer.
    """
    rows = connection.read("state_read")
    version = rows[0][0] if rows else 0
    if version > LATEST:
        raise StoreNotOurs(
            f"{connection.address.url} was written by a newer version of datareach.", "Update datareach."
        )
    if version == LATEST:
        return
    missing = [name for number, name in MIGRATIONS.items() if number > version]
    connection.write(lambda run: [run(name) for name in missing])
    connection.write(lambda run: run("migrate_await"))
    connection.write(lambda run: run("migrate_start"))
    connection.write(lambda run: run("migrate_done", version=LATEST))
