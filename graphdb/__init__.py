"""The knowledge graph: records, rules, questions, stores. ``graphdb.load(store)`` is the way in from Python."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphdb.library import Facts

__all__ = ["load"]


def load(store: str | os.PathLike[str], known_at: str | None = None) -> "Facts":
    """The facts of one release, ready for questions (see ``graphdb.library``)."""
    from graphdb import library  # noqa: PLC0415 - whoever wants one module of the package does not wait for all

    return library.load(store, known_at)
