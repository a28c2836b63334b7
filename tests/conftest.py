"""What all tests share: Neo4j servers that some of them start are stopped at the end."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_server_is_left() -> Iterator[None]:
    from tests.neo4j.server import stop_all  # noqa: PLC0415 - the driver is slow to import

    yield
    stop_all()
