"""The golden cases: small graphs drawn by hand, each with the trap that it guards (``tests/data/graphs``)."""

from pathlib import Path
from typing import Any

import pytest

from graphdb.model import Basis, Evidence, FlowState, Mechanism
from graphdb.questions.parameters import Filters, Joins, Question, read_day
from graphdb.questions.reach import ReachAnswer, ReachParameters, ask
from graphdb.questions.rows import OriginRow
from graphdb.rules.categories import CategoryOnRoute
from graphdb.sentences import route_sentence
from tests import small
from viz.mermaid import mermaid

FOLDER = Path(__file__).parent.parent / "data" / "graphs"
FILES = sorted(FOLDER.glob("*.yaml"))
CASES = [(path, number) for path in FILES for number in range(len(small.load(path)["cases"]))]


@pytest.mark.parametrize(("path", "number"), CASES, ids=[f"{path.stem}-{number}" for path, number in CASES])
def test_case(path: Path, number: int) -> None:
    content = small.load(path)
    case = content["cases"][number]
    answer = ask(small.graph(content), _parameters(case["ask"]))
    assert _rows(answer.datasets) == case.get("datasets", {})
    assert list(_rows(answer.datasets)) == list(case.get("datasets", {})) or "unordered" in case
    assert _rows(answer.organizations) == case.get("organizations", {})
    if not case.get("datasets") and not case.get("organizations"):
        assert answer.outcome == case["outcome"] == "no_known_route"
    for name in case.keys() & _CHECKS.keys():
        assert _CHECKS[name](answer, case[name]) == case[name], name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_case_file_names_its_trap_and_has_its_drawing(path: Path) -> None:
    content = small.load(path)
    expected = f"# {path.stem}\n\n{content['trap']}\n\n```mermaid\n{mermaid(small.graph(content))}```\n"
    assert path.with_suffix(".md").read_text(encoding="utf-8") == expected, "run `make drawings`"


def test_every_check_named_in_a_case_exists() -> None:
    known = {"ask", "datasets", "organizations", "outcome", "unordered", *_CHECKS}
    used = {key for path in FILES for case in small.load(path)["cases"] for key in case}
    assert used <= known


def _parameters(keys: dict[str, Any]) -> ReachParameters:
    words: dict[str, Any] = {"as_of": read_day(str(keys["as_of"]))}
    kinds = {"question": Question, "evidence": Evidence, "joins": Joins}
    sets = {"basis": Basis, "mechanisms": Mechanism, "states": FlowState}
    for name, value in keys.items():
        if name in kinds:
            words[name] = kinds[name](value)
        elif name in sets:
            words[name] = frozenset(map(sets[name], value))
        elif name == "categories":
            words[name] = tuple(value)
        elif name == "attested_since":
            words[name] = value
    return ReachParameters(keys.get("target", "ice"), Filters(**words))


def _rows(rows: tuple[OriginRow, ...]) -> dict[str, str]:
    return {
        row.origin.id: f"{row.standing} {'sure' if row.sure else 'possible'} {row.route.id} "
        f"{row.route.evidence} {row.route.publishers}"
        for row in rows
    }


def _every_row(answer: ReachAnswer) -> dict[str, OriginRow]:
    return {row.origin.id: row for row in answer.datasets + answer.organizations}


def _fates(fates: tuple[CategoryOnRoute, ...]) -> dict[str, str]:
    return {fate.category: f"{fate.fate} {fate.decided_by}" if fate.decided_by else str(fate.fate) for fate in fates}


def _only(expected: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    return {key: found.get(key) for key in expected}


def _sentence(answer: ReachAnswer, row: OriginRow) -> str:
    return route_sentence(row.route, answer.target, row.deciding)


def _deciding(answer: ReachAnswer, expected: dict[str, str]) -> dict[str, str]:
    rows = _every_row(answer)
    return {
        id_: f"{decided.flow} {decided.date} {decided.state}" for id_ in expected if (decided := rows[id_].deciding)
    }


_CHECKS: dict[str, Any] = {
    "outcome": lambda answer, _: answer.outcome,
    "deciding": _deciding,
    "first": lambda answer, expected: {
        id_: [first.earliest, first.latest, first.start_known]
        for id_ in expected
        if (first := _every_row(answer)[id_].first_reached)
    },
    "blocked": lambda answer, expected: {id_: list(_every_row(answer)[id_].blocked) for id_ in expected},
    "counts": lambda answer, expected: {name: getattr(answer.counts, name) for name in expected},
    "words": lambda answer, expected: {
        id_: text if text in _sentence(answer, _every_row(answer)[id_]) else _sentence(answer, _every_row(answer)[id_])
        for id_, text in expected.items()
    },
    "no_words": lambda answer, expected: {
        id_: text if text not in (words := _sentence(answer, _every_row(answer)[id_])) else words
        for id_, text in expected.items()
    },
    "assumed": lambda answer, _: {
        id_: row.route.assumed_joins for id_, row in _every_row(answer).items() if row.origin.kind == "dataset"
    },
    "parent": lambda answer, _: {
        reach.parent.id: {row.origin.id: row.route.id for row in reach.rows} for reach in answer.reaches_parent
    },
    "inside": lambda answer, _: list(answer.inside),
    "categories": lambda answer, expected: {id_: _fates(_every_row(answer)[id_].categories) for id_ in expected},
    "best_route_categories": lambda answer, expected: {
        id_: _fates(_every_row(answer)[id_].route.categories) for id_ in expected
    },
    "laws": lambda answer, expected: {
        id_: {law.law: law.ends_at or "not established" for law in _every_row(answer)[id_].route.laws}
        for id_ in expected
    },
    "people": lambda answer, _: {bound.what: [bound.lower, bound.upper] for bound in answer.people},
}
