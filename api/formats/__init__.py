"""The formats of an answer, one module each. An address and the command line choose one by suffix or media type."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from graphdb.graph import Graph

__all__ = ["Answered", "Format"]


@dataclass(frozen=True, slots=True)
class Answered:
    """What a format is written from. ``question``: its name in the address (reach, from, route, routes, timeline, ...).
    ``answer``: the answer of the question in ``graphdb``; ``public``: the same as public JSON; ``address``: the path and
    query of this answer, with its release; ``published``: when that release was published, where it is known;
    ``host``: where the answers are published (https://data.example.org), where that is set."""

    graph: Graph
    question: str
    answer: Any
    public: BaseModel
    address: str
    published: datetime.datetime | None = None
    host: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """``suffix``: without the dot. ``questions``: those that it can be written of; none for all of them. ``extension``: of a
    file, where that is another one."""

    suffix: str
    media_type: str
    title: str
    write: Callable[[Answered], bytes]
    questions: frozenset[str] | None = None
    extension: str | None = None
