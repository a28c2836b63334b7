"""What the questions print on the real facts: the answer first, readable at 80 columns, the same over every way in."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.spreadsheet import COLUMNS
from tests import real_facts
from tests.cli.conftest import Run
from tests.http.addresses import parameters
from tests.http.stores import hostile_release, opened, save

DAY = ("--as-of", real_facts.TODAY)

COMMANDS = [
    ("reach", "ice"),
    ("reach", "ice", "--question", "held", "--explain"),
    ("reach", "ice", "--question", "ever", "--evidence", "alleged", "--joins", "assumed"),
    ("reach", "irs"),
    ("from", "tmsis"),
    ("from", "irs", "--full"),
    ("route", "iso-claimsearch", "ice"),
    ("route", "irs-address-records", "ice"),
    ("route", "irs-address-records", "ice", "--question", "held"),
    ("route", "ngi", "ice"),
]


def printed(run: Run, *arguments: str) -> str:
    result = run(*arguments, *DAY)
    assert result.exit_code == 0, result.output
    return result.stdout


def joined(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(text.split())


def test_reach_ice_begins_with_the_answer(run: Run) -> None:
    text = printed(run, "reach", "ice")
    assert joined(text).startswith(
        "As of 24 November 2026, open routes are known from 47 databases to U.S. Immigration and Customs Enforcement "
        "(ICE) (35 straight, 12 by a chain of flows); copies from 5 more were received; 10 more "
        "reached it in the past. Unnamed data of 48 organizations flows too."
    )
    assert "Reaches only DHS, not ICE" in text
    assert "Copies were received and nothing new is known to flow: IRS taxpayer identity" in joined(text)
    assert "does not mean that it has none" in joined(text)
    assert f"Release {real_facts.graph().name[:12]}" in text
    assert "datareach route" in text


def test_every_row_is_printed(run: Run) -> None:
    text = printed(run, "reach", "ice")
    lines = {line.strip().split("  ")[0] for line in text.splitlines()}
    answer = real_facts.reach_ice()
    rows = answer.datasets + answer.organizations + answer.reaches_parent[0].rows
    assert {row.origin.id for row in rows} <= lines


def test_a_part_is_indented_under_its_whole(run: Run) -> None:
    lines = printed(run, "reach", "ice").splitlines()
    (whole,) = [number for number, line in enumerate(lines) if line.split() == ["tmsis"]]
    (part,) = [number for number, line in enumerate(lines) if line.startswith("   medicaid-plaintiff-states")]
    assert whole < part
    assert lines[whole].startswith(" tmsis")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_is_wider_than_80_columns_but_addresses(run: Run, command: tuple[str, ...]) -> None:
    for line in printed(run, *command).splitlines():
        assert len(line) <= 80 or re.fullmatch(r" +(archived: )?https?://\S+", line), line


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_answer_says_safe_or_not_shared(run: Run, command: tuple[str, ...]) -> None:
    graph = real_facts.graph()
    own = joined(printed(run, *command)).lower()
    for record in graph.records.values():  # titles and disputes are the words of others
        for text in (getattr(record, "title", ""), getattr(record, "url", "")):
            own = own.replace(text.lower(), "") if text else own
    assert "not shared" not in own
    assert not re.search(r"\bsafe\b", own)


def test_claimsearch_is_reported_and_its_dispute_stands_beside_it(run: Run) -> None:
    text = joined(printed(run, "route", "iso-claimsearch", "ice"))  # fl-claimsearch-ice
    assert text.startswith("As reported by 404 Media")
    assert "ICE and DHS are not its customers" in text
    for words in ("fl-claimsearch-ice", "s-404-claimsearch", "Outcome: reported.", "Gramm-Leach-Bliley Act"):
        assert words in text
    for source in real_facts.graph().sources(real_facts.graph().flow("fl-claimsearch-ice").sources):
        assert source.url in text
        assert source.publisher in text


def test_no_known_route_is_an_answer(run: Run) -> None:
    result = run("route", "irs-address-records", "ice", *DAY)
    assert result.exit_code == 0
    text = joined(result.stdout)
    assert text.startswith("No known route from IRS taxpayer identity")
    assert "f-irs-to-ice-ongoing" in text
    assert "blocked by a court since 21 November 2025, again on 5 February 2026 (never known to be active)" in text
    assert "No known route does not mean that there is none." in text
    assert "Outcome: no_known_route." in text
    assert "--question held" in text


def test_a_copy_that_may_not_be_used_says_so(run: Run) -> None:
    text = joined(printed(run, "route", "irs-address-records", "ice", "--question", "held"))
    assert "A court has forbidden use of the copy since 5 February 2026" in text
    assert "use barred" in text


@pytest.mark.parametrize("question", ["flowing", "held", "ever"])
def test_json_http_and_csv_agree(run: Run, real_store: Path, question: str) -> None:
    asked = ("--question", question)
    from_json = json.loads(printed(run, "reach", "ice", "--json", *asked))
    with TestClient(create_app(opened(real_store))) as client:
        over_http = client.get("/reach/ice", params={"question": question, "as_of": real_facts.TODAY}).json()
    assert from_json == over_http
    rows = list(csv.DictReader(io.StringIO(printed(run, "reach", "ice", "--csv", *asked))))
    told = [(row["origin_id"], row["evidence"], row["publishers"], row["standing"], row["route"]) for row in rows]
    assert told == [
        (row["origin"]["id"], row["evidence"], str(row["publishers"]), row["standing"], row["route"]["id"])
        for row in over_http["datasets"] + over_http["organizations"]
    ]
    assert {(row["as_of"], row["release"]) for row in rows} == {(real_facts.TODAY, real_facts.graph().name)}


def test_csv_columns_are_pinned(run: Run) -> None:
    (header, *_) = printed(run, "route", "iso-claimsearch", "ice", "--csv").splitlines()
    assert header == ",".join(COLUMNS)
    assert COLUMNS[-1] == "truncated"
    assert printed(run, "route", "irs-address-records", "ice", "--csv").splitlines() == [header]
    assert len(printed(run, "from", "tmsis", "--csv").splitlines()) == 3


def test_every_option_is_a_parameter_of_the_same_name(run: Run, real_store: Path) -> None:
    app = create_app(opened(real_store))
    for command, path in (
        ("reach", "/v1/reach/{target}"),
        ("from", "/v1/from/{origin}"),
        ("route", "/v1/route/{origin}/{target}"),
    ):
        options = set(re.findall(r"^  (?:-\w, )?--([a-z-]+)", run(command, "--help").stdout, re.MULTILINE))
        names = {one["name"].replace("_", "-") for one in parameters(app, path) if one["in"] == "query"}
        assert options - {"json", "csv", "format", "output", "explain", "help"} == names


def test_options_that_are_lists_repeat_or_use_commas(run: Run) -> None:
    comma = printed(run, "reach", "ice", "--json", "--mechanism", "purchase,matching")
    assert comma == printed(run, "reach", "ice", "--json", "--mechanism", "purchase", "--mechanism", "matching")


def test_a_limit_says_that_it_cut(run: Run) -> None:
    assert "More rows than the limit" in printed(run, "reach", "ice", "--limit", "2")


@pytest.mark.parametrize("command", [("reach", "ice"), ("from", "tmsis")], ids=" ".join)
def test_csv_that_was_cut_says_so(run: Run, command: tuple[str, ...]) -> None:
    for limit, cut in (("1", "true"), ("500", "false")):
        result = run(*command, "--csv", "--limit", limit, *DAY)
        assert {row["truncated"] for row in csv.DictReader(io.StringIO(result.stdout))} == {cut}
        assert ("the answer is cut" in result.stderr) == (cut == "true")


def test_the_day_is_today_unless_given(run: Run) -> None:
    assert run("reach", "ice").exit_code == 0


def test_a_name_that_attacks_is_only_text(run: Run, tmp_path: Path) -> None:
    store = save(tmp_path / "hostile.db", hostile_release())
    commands = (
        ("reach", "ice"),
        ("reach", "ice", "--explain"),
        ("reach", "ice", "--csv"),
        ("reach", "ice", "--json"),
        ("from", "records"),
        ("route", "records", "ice"),
        ("route", "records", "ice", "--csv"),
        ("show", "records"),
        ("show", "records", "--json"),
        ("search", "evil"),
    )
    for command in commands:
        result = run(*command, store=store)
        assert result.exit_code == 0, result.output
        assert "evil" in result.stdout
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", result.stdout.replace("\r\n", "\n")), command
    assert "[bold]" in run("reach", "ice", store=store).stdout
    rows = list(csv.reader(io.StringIO(run("reach", "ice", "--csv", store=store).stdout)))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
    assert any(cell.startswith("'=1+1") for row in rows for cell in row)
    assert "\x1b" in json.loads(run("show", "records", "--json", store=store).stdout)["name"]
