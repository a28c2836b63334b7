"""The further questions as CSV: the rows of the answer, the same over HTTP and at the command line."""

import csv
import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.formats.tables import COMMON, TABLES, table_lines
from graphdb.questions import categories
from graphdb.questions.parameters import Filters
from tests import real_facts, small
from tests.cli.conftest import Run
from tests.http.stores import opened

COMMANDS = {
    "routes": ("tecs", "ice"),
    "choke-points": ("ice",),
    "timeline": ("ice", "--origin", "tmsis"),
    "law": ("ice",),
    "what-if": ("ice", "--ended", "mobile-fortify-pta"),
    "categories": ("ice", "--origin", "tmsis", "--category", "bank_account"),
    "people": ("ice",),
    "coverage": ("ice",),
    "leads": ("ice",),
    "compare": ("ice", "cbp"),
    "changes": (),
}


def _length(answer: dict[str, Any], *names: str) -> int:
    return sum(len(answer[name]) for name in names)


def _expected(question: str, answer: dict[str, Any]) -> int:
    """How many rows the public JSON says that there are."""
    if question == "choke-points":
        units = {share["unit"]["id"] for share in answer["shares"]} | {unit["id"] for unit in answer["cut"]["units"]}
        return len(units) + _length(answer, "places_on_every_route")
    if question == "timeline":
        return sum(len(point["changes"]) for point in answer["points"]) + _length(answer, "states")
    if question == "what-if":
        return _length(answer["difference"], "came", "went", "changed")
    if question == "compare":
        alike = set(answer["common"]) - {change["after"]["origin"]["id"] for change in answer["difference"]["changed"]}
        return _length(answer["difference"], "came", "went", "changed") + len(alike)
    if question == "categories":
        return sum(len(row["cells"]) for row in answer["rows"])
    lists = {
        "routes": ("routes", "direct"),
        "law": ("rows",),
        "people": ("bounds", "figures", "without_figure"),
        "coverage": ("source_kinds", "topics", "no_known_route", "one_publisher", "aggregator", "old"),
        "leads": ("upgrades", "expiring"),
        "changes": ("records", "answers"),
    }
    return _length(answer, *lists[question])


def test_every_further_question_has_a_table() -> None:
    assert TABLES.keys() == COMMANDS.keys()


@pytest.mark.parametrize("question", sorted(COMMANDS))
def test_a_table_has_the_rows_of_the_answer(run: Run, question: str) -> None:
    asked = (question, *COMMANDS[question], "--question", "held", "--as-of", real_facts.TODAY)
    printed = run(*asked, "--csv")
    assert printed.exit_code == 0, printed.output
    rows = list(csv.DictReader(io.StringIO(printed.stdout)))
    answer = json.loads(run(*asked, "--json").stdout)
    assert len(rows) == _expected(question, answer)
    assert printed.stdout.splitlines()[0] == ",".join((*TABLES[question].columns, *COMMON))
    assert {(row["question"], row["as_of"], row["release"]) for row in rows} <= {
        ("held", real_facts.TODAY, real_facts.graph().name)
    }
    for row in rows:
        assert all(value is not None for value in row.values())
        urls = [url for url in row.get("source_urls", "").split(" | ") if url]
        assert len(urls) == (len(row["sources"].split(" | ")) if row.get("source_urls") else 0)


@pytest.mark.parametrize("question", sorted(COMMANDS))
def test_the_same_table_comes_over_http(run: Run, real_store: Path, question: str) -> None:
    ids = [word for word in COMMANDS[question][:2] if not word.startswith("--") and word != "mobile-fortify-pta"]
    ids = ids[:2] if question in ("routes", "compare") else ids[:1]
    with TestClient(create_app(opened(real_store))) as client:
        address = "/".join(("", question, *ids)) + ".csv"
        response = client.get(address, params={"as_of": real_facts.TODAY, "question": "held"})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/csv")
    printed = run(question, *ids, "--question", "held", "--as-of", real_facts.TODAY, "--csv").stdout
    assert response.text == printed.replace("\r\n", "\n").replace("\n", "\r\n")


def test_json_and_csv_exclude_each_other(run: Run) -> None:
    refused = run("people", "ice", "--json", "--csv")
    assert refused.exit_code == 2
    assert "exclude each other" in refused.stderr


def test_no_cell_can_be_taken_for_a_formula() -> None:
    name = '=HYPERLINK("https://example.org")'
    graph = small.graph(
        {
            "organizations": ["agency", "ice"],
            "datasets": {"a": {"operator": "agency", "name": name, "categories": ["name"]}},
            "flows": {"f": {"from": "a", "to": "ice"}},
        }
    )
    filters = Filters(as_of=datetime.date(2026, 6, 1))
    answer = categories.ask(graph, categories.CategoriesParameters("ice", filters))
    (row,) = csv.DictReader(io.StringIO(table_lines(graph, "categories", answer)))
    assert row["origin_name"] == f"'{name}"
