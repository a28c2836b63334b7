"""Scenes for the tests of pictures: of the real facts, of small graphs, and of graphs made to be difficult."""

import datetime
import random
from functools import cache

from graphdb.graph import Graph
from graphdb.questions.parameters import Filters, Joins, Question
from graphdb.questions.reach import ReachParameters
from graphdb.questions.reach import ask as ask_reach
from graphdb.questions.route import RouteParameters
from graphdb.questions.route import ask as ask_route
from tests import real_facts, small
from viz.model import Scene, Variant
from viz.scene import draw

__all__ = ["HOSTILE", "TODAY", "hostile_graph", "large_graph", "real", "real_route", "scene_of", "tangled_graph"]

TODAY = datetime.date.fromisoformat(real_facts.TODAY)

HOSTILE = (
    "</script><script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<a href='javascript:alert(1)'>href</a>",
    "{{ 7 * 7 }} {% raw %} {# comment",
    "\"quotes\" and 'quotes' & ampersands",
    "]]> --> <!-- </title></style></svg>",
    "right\u202eto left\u2066 and \u200bnothing",
)
"""Names that would do harm wherever they were not escaped."""


@cache
def real(question: str = "flowing", variant: str = "map", pinned: str | None = None) -> Scene:
    """What reaches ICE, of the real facts."""
    answer = real_facts.reach_ice(question)
    return draw(real_facts.graph(), answer, variant=Variant(variant), pinned=pinned, address="/?target=ice")


@cache
def real_route(origin: str, question: str = "flowing") -> Scene:
    """The route from a place to ICE, of the real facts."""
    filters = Filters(as_of=TODAY, question=Question(question))
    return draw(real_facts.graph(), ask_route(real_facts.graph(), RouteParameters(origin, "ice", filters)))


def scene_of(
    graph: Graph,
    question: str = "flowing",
    variant: Variant = Variant.map,
    *,
    joins: str = "known",
    day: str = "2025-07-01",
    **options: str,
) -> Scene:
    """What reaches ``ice`` in a small graph."""
    filters = Filters(as_of=datetime.date.fromisoformat(day), question=Question(question), joins=Joins(joins))
    return draw(graph, ask_reach(graph, ReachParameters("ice", filters)), variant=variant, **options)  # type: ignore[arg-type]


def hostile_graph() -> Graph:
    """A graph in which every text that a picture shows is hostile."""
    names = dict(enumerate(HOSTILE))
    organizations = {f"o{at}": {"name": name, "abbreviation": name[:40]} for at, name in names.items()}
    datasets = {f"d{at}": {"operator": f"o{at}", "name": name} for at, name in names.items()}
    agreements = {f"a{at}": {"title": name} for at, name in names.items()}
    flows = {
        f"f{at}": {
            "from": f"d{at}",
            "to": "ice",
            "agreement": f"a{at}",
            "quote": name,
            "disputes": [{"by": name, "says": name, "sources": ["s-gazette"]}],
        }
        for at, name in names.items()
    }
    flows |= {f"g{at}": {"from": f"o{at}", "to": f"d{at}"} for at in names}
    return small.graph(
        {
            "organizations": {**organizations, "ice": {"name": HOSTILE[1]}},
            "datasets": datasets,
            "agreements": agreements,
            "flows": flows,
        }
    )


def large_graph(datasets: int, operators: int) -> Graph:
    """Many datasets of few operators, each with a flow straight into ``ice``."""
    return small.graph(
        {
            "organizations": ["ice", *(f"o{at}" for at in range(operators))],
            "datasets": {f"d{at:03}": f"o{at % operators}" for at in range(datasets)},
            "flows": {f"f{at:03}": {"from": f"d{at:03}", "to": "ice"} for at in range(datasets)},
        }
    )


def tangled_graph(seed: int, places: int = 30, flows: int = 70) -> Graph:
    """Flows between places at random, circles and parallel flows among them."""
    chance = random.Random(seed)  # noqa: S311 - a test case, not a secret
    names = [f"d{at:02}" for at in range(places)]
    ends = [(chance.choice(names), chance.choice([*names, "ice"])) for _ in range(flows)]
    return small.graph(
        {
            "organizations": ["agency", "ice"],
            "datasets": {
                name: {"operator": "agency", "name": f"{name} {'long ' * chance.randrange(9)}"} for name in names
            },
            "flows": {
                f"f{at:02}": {
                    "from": tail,
                    "to": head,
                    "mechanism": chance.choice(["query_access", "purchase"]),
                    "history": chance.choice([["2020 active"], ["2020 active attested"]]),
                }
                for at, (tail, head) in enumerate(ends)
                if tail != head
            },
        }
    )
