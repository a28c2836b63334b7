"""The golden cases of the further questions: one small graph a question, each with the trap that it guards."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphdb.graph import Graph
from graphdb.model import Evidence
from graphdb.questions import (
    categories,
    changes,
    choke_points,
    compare,
    coverage,
    law,
    leads,
    people,
    routes,
    timeline,
    what_if,
)
from graphdb.questions.parameters import Filters, Question, read_day
from tests import small
from viz.mermaid import mermaid

FOLDER = Path(__file__).parent.parent / "data" / "questions"
FILES = sorted(FOLDER.glob("*.yaml"))
CASES = [(path, number) for path in FILES for number in range(len(small.load(path)["cases"]))]
_KEPT = ("as_of", "question", "evidence", "without", "target")


@pytest.mark.parametrize(("path", "number"), CASES, ids=[f"{path.stem}-{number}" for path, number in CASES])
def test_case(path: Path, number: int) -> None:
    content = small.load(path)
    case = content["cases"][number]
    asked = case.pop("ask")
    extra = {
        name: tuple(value) if isinstance(value, list) else value for name, value in asked.items() if name not in _KEPT
    }
    found = SEEN[path.stem](small.graph(content), asked, extra)
    assert {name: found[name] for name in case} == case
    assert case.keys() >= found.keys() - {"by"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_case_file_names_its_trap_and_has_its_drawing(path: Path) -> None:
    content = small.load(path)
    expected = f"# {path.stem}\n\n{content['trap']}\n\n```mermaid\n{mermaid(small.graph(content))}```\n"
    assert path.with_suffix(".md").read_text(encoding="utf-8") == expected, "run `make drawings`"


def _filters(asked: dict[str, Any]) -> Filters:
    evidence = asked.get("evidence")
    return Filters(
        as_of=read_day(str(asked["as_of"])),
        question=Question(asked.get("question", "flowing")),
        evidence=Evidence(evidence) if evidence else None,
        without=tuple(asked.get("without", ())),
    )


def _ids(places: Any) -> list[str]:
    return [place.id for place in places]


def _routes(graph: Graph, asked: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    answer = routes.ask(graph, routes.RoutesParameters(target="ice", filters=_filters(asked), **extra))
    return {
        "routes": [
            f"{one.route.id} {one.route.evidence} {'sure' if one.sure else 'possible'}" for one in answer.routes
        ],
        "direct": {hop.flow: hop.state for hop in answer.direct},
        "no_shared_place": list(answer.without_shared_place.routes),
        "no_shared_agreement": list(answer.without_shared_agreement.routes),
        "truncated": answer.truncated,
    }


def _choke_points(graph: Graph, asked: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    answer = choke_points.ask(graph, choke_points.ChokePointsParameters("ice", _filters(asked), **extra))
    return {
        "reaching": _ids(answer.reaching),
        "every_route": _ids(answer.on_every_route),
        "places": _ids(answer.places_on_every_route),
        "cut": _ids(answer.cut.units) if answer.cut else [],
        "shares": {share.unit.id: _ids(share.origins) for share in answer.shares},
    }


def _timeline(graph: Graph, asked: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    if "since" in extra:
        extra["since"] = read_day(str(extra["since"]))
    answer = timeline.ask(graph, timeline.TimelineParameters("ice", _filters(asked), **extra))
    return {
        "points": {
            point.day: [
                f"{change.origin.id} {change.kind} {' '.join(cause.flow for cause in change.causes)}"
                for change in point.changes
            ]
            for point in answer.points
        },
        "between": {change.origin.id: change.kind.value for change in answer.between},
    }


def _law(graph: Graph, asked: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    answer = law.ask(graph, law.LawParameters("ice", _filters(asked), **extra))
    return {
        "rows": {
            row.id: {
                "blocked": list(row.blocked),
                "stopped": _ids(row.stopped),
                "copies": _ids(row.copies),
                "still_flowing": _ids(row.still_flowing),
                "touches": list(dict.fromkeys(touch.flow for touch in row.touches)),
            }
            for row in answer.rows
        }
    }


def _what_if(graph: Graph, asked: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    answer = what_if.ask(graph, what_if.WhatIfParameters("ice", _filters(asked), **extra))
    return {
        "came": [row.origin.id for row in answer.difference.came],
        "went": [row.origin.id for row in answer.difference.went],
        "copies": _ids(answer.copies_stay),
        "flows": list(answer.changed_flows),
    }


def _categories(graph: Graph, asked: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    answer = categories.ask(graph, categories.CategoriesParameters("ice", _filters(asked), **extra))
    return {
        "matrix": {
            row.category: {
                cell.origin.id: f"{cell.fate} {cell.decided_by}" if cell.decided_by else str(cell.fate)
                for cell in row.cells
            }
            for row in answer.rows
        },
        "by": {row.category: cell.route.id for row in answer.rows for cell in row.cells if cell.route},
    }


def _people(graph: Graph, asked: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    answer = people.ask(graph, people.PeopleParameters("ice", _filters(asked), **extra))
    return {
        "bounds": {bound.what.value: [bound.lower, bound.upper] for bound in answer.bounds},
        "figures": {one.record: one.count if one.counted else "not counted" for one in answer.figures},
        "without": _ids(answer.without_figure),
    }


def _changes(graph: Graph, asked: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    content = small.load(FOLDER / "changes.yaml")
    later = graph if extra.get("same") else small.graph(content | content["later"])
    answer = changes.ask(graph, later, changes.ChangesParameters(_filters(asked)))
    return {
        "records": {one.id: " ".join([one.what, *(key.key for key in one.keys)]) for one in answer.records},
        "answers": {one.origin.id: " ".join([one.what, *one.because]) for one in answer.answers},
    }


def _coverage(graph: Graph, asked: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    answer = coverage.ask(graph, coverage.CoverageParameters("ice", _filters(asked), **extra))
    return {
        "no_known_route": {row.dataset.id: list(row.flows_out) for row in answer.no_known_route},
        "one_publisher": {thin.origin.id: thin.flow for thin in answer.one_publisher},
        "aggregator": {thin.origin.id: thin.flow for thin in answer.aggregator},
        "old": {thin.origin.id: thin.flow for thin in answer.old},
    }


def _leads(graph: Graph, asked: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    answer = leads.ask(graph, leads.LeadsParameters("ice", _filters(asked), **extra))
    return {
        "upgrades": {one.flow: _ids(one.origins) for one in answer.upgrades},
        "expiring": {one.agreement: list(one.flows) for one in answer.expiring},
    }


def _compare(graph: Graph, asked: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    second = asked | extra["second"]
    parameters = compare.CompareParameters(
        asked.get("target", "ice"), _filters(asked), second["target"], _filters(second)
    )
    answer = compare.ask(graph, parameters)
    return {
        "came": [row.origin.id for row in answer.difference.came],
        "went": [row.origin.id for row in answer.difference.went],
        "changed": {row.after.origin.id: list(row.differs) for row in answer.difference.changed},
        "common": list(answer.common),
        "differs": list(answer.differs),
    }


SEEN: dict[str, Callable[[Graph, dict[str, Any], dict[str, Any]], dict[str, Any]]] = {
    "routes": _routes,
    "choke_points": _choke_points,
    "timeline": _timeline,
    "law": _law,
    "what_if": _what_if,
    "categories": _categories,
    "people": _people,
    "changes": _changes,
    "coverage": _coverage,
    "leads": _leads,
    "compare": _compare,
}
