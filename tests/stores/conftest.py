"""The stores under test. A new store joins the behaviour test by one entry in ``FACTORIES``."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphdb.stores import Store, open_store
from tests.neo4j.server import shared_server

Factory = Callable[[Path], Store]

FACTORIES: dict[str, Factory] = {
    "sqlite": lambda folder: open_store(str(folder / "store.sqlite"), create=True),
    "neo4j": lambda _: shared_server().empty_store(),
}
"""Each makes an empty store; the folder is new and its own."""


@pytest.fixture(params=sorted(FACTORIES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with FACTORIES[request.param](tmp_path) as one:
        yield one
