"""Every question that takes places, by its name in the address: one way to ask it for the web and what is built on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from api.answering import from_answer, reach_answer, route_answer
from api.asking import ask_from, ask_reach, ask_route
from api.further_asking import QUESTIONS
from api.parameters import Asked, AskedRows
from graphdb.graph import Graph

__all__ = ["EVERY_QUESTION", "WebQuestion"]


@dataclass(frozen=True, slots=True)
class WebQuestion:
    """``places``: how many ids the address has. ``asked``: its parameters as texts. ``answered``: from a graph, current ids
    and texts to the answer inside; ``public``: from that to public JSON."""

    places: int
    asked: type[Asked]
    answered: Callable[[Graph, tuple[str, ...], Any], Any]
    public: Callable[[Graph, Any, Any], BaseModel]


def _asked_with(ask: Callable[..., Any]) -> Callable[[Graph, tuple[str, ...], Asked], Any]:
    return lambda graph, ids, asked: ask(graph, *ids, asked)


EVERY_QUESTION: dict[str, WebQuestion] = {
    "reach": WebQuestion(1, AskedRows, _asked_with(ask_reach), reach_answer),
    "from": WebQuestion(1, AskedRows, _asked_with(ask_from), from_answer),
    "route": WebQuestion(2, Asked, _asked_with(ask_route), route_answer),
} | {
    name: WebQuestion(len(question.places), question.asked, question.answered, question.public)
    for name, question in QUESTIONS.items()
}
