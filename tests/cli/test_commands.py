"""The other commands, exit codes, and what happens to errors."""

import json
import re
from importlib.resources import files
from pathlib import Path

import click
import pytest

import api.cli
from api.cli import program
from api.cli.exit_codes import EXIT_CODES
from graphdb import errors
from graphdb.errors import DataReachError
from graphdb.model import KINDS
from graphdb.release import Release
from graphdb.settings import Settings
from graphdb.stores.files import write_files
from tests import real_facts, small
from tests.cli.conftest import Run
from tests.http.stores import moved_release, save

TEMPLATE = (files("ingest.facts") / "TEMPLATE.yaml").read_text(encoding="utf-8")


def test_every_code_has_an_exit_code_that_is_told() -> None:
    codes = {kind.code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, DataReachError)}
    assert EXIT_CODES.keys() == codes - {"error"}
    told = {int(number) for number in re.findall(r"^(\d)  ", api.cli.__doc__ or "", re.MULTILINE)}
    assert told == {0, 1, *EXIT_CODES.values()}


def test_every_command_and_option_has_help(run: Run) -> None:
    listed = run("--help").stdout
    assert {
        "reach",
        "from",
        "route",
        "routes",
        "choke-points",
        "timeline",
        "law",
        "what-if",
        "categories",
        "people",
        "coverage",
        "leads",
        "compare",
        "changes",
        "show",
        "search",
        "cite",
        "bundle",
        "verify",
        "ingest",
        "releases",
        "export",
        "import",
        "prune",
        "serve",
        "doctor",
    } == {name for name in program.commands if re.search(rf"^  {name} ", listed, re.MULTILINE)}
    for name, command in program.commands.items():
        assert command.help, name
        assert run(name, "--help").exit_code == 0
        for option in command.params:
            assert isinstance(option, click.Argument) or getattr(option, "help", None), (name, option.name)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("reach", "icee"), 3, "Did you mean ice"),
        (("show", "no-such-record-anywhere"), 3, "There is no record"),
        (("reach", "fl-claimsearch-ice"), 3, "not of an organization or a dataset"),
        (("reach", "ice", "--known-at", "abcdef"), 3, "names no release"),
        (("reach", "ice", "--question", "now"), 2, "flowing, held, ever"),
        (("reach", "ice", "--as-of", "soon"), 2, "YYYY-MM-DD"),
        (("reach", "ice", "--as-of", ""), 2, "YYYY-MM-DD"),
        (("reach", "ice", "--limit", "none"), 2, "whole number"),
        (("reach", "ice", "--state", "ended"), 2, "planned"),
        (("reach", "ice", "--category", "no_such"), 2, "There is no category"),
        (("reach", "ice", "--evidence", "x" * 300), 2, "too long"),
        (("reach", "ice", "--json", "--csv"), 2, "exclude each other"),
        (("reach",), 2, "Missing argument"),
        (("route", "icm", "ice"), 2, "is a place of"),
        (("no-such-command",), 2, "No such command"),
        (("search", "x", "--kind", "thing"), 2, "The kinds are"),
        (("search", "x", "--limit", "0"), 2, "Ask for 1 to 200"),
        (("import", "nowhere"), 6, "holds no release"),
        (("ingest", "--facts", "nowhere"), 4, "no such folder"),
    ],
)
def test_errors_are_a_line_and_a_hint(run: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unknown_id_that_attacks_is_only_text(run: Run) -> None:
    result = run("reach", "\x1b[31m\u202eice")
    assert result.exit_code == 3
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", result.stderr)


def test_a_store_that_is_missing_or_not_ours_is_told(run: Run, tmp_path: Path) -> None:
    result = run("reach", "ice", store=tmp_path / "none.db")
    assert result.exit_code == 6
    assert "datareach ingest" in result.stderr
    other = tmp_path / "other.db"
    other.write_text("not a store")
    assert run("reach", "ice", store=other).exit_code == 6
    assert run("ingest", store=other).exit_code == 6
    assert other.read_text() == "not a store"
    assert run("reach", "ice", store=None).exit_code == 6  # datareach.db in the working folder


def test_the_option_goes_before_the_environment(run: Run, tmp_path: Path) -> None:
    store = save(tmp_path / "s.db", moved_release())
    assert moved_release().name[:12] in run("--store", str(store), "releases").stdout


def test_the_settings_come_from_the_environment_given() -> None:
    assert Settings.from_environment({}) == Settings(store="datareach.db")
    assert Settings.from_environment({"DATAREACH_STORE": "x.db", "OTHER": "y"}).store == "x.db"
    assert all(one.description and one.variable.startswith("DATAREACH_") for one in Settings.described())


def test_show_tells_of_any_record(run: Run) -> None:
    release = real_facts.graph().release
    for kind in KINDS:
        for record in release.of_kind(kind)[:2]:
            if kind != "former_id":
                result = run("show", record.id)
                assert result.exit_code == 0, result.output
                assert record.id in result.stdout
                assert "Named by" in result.stdout
                long = [line for line in result.stdout.splitlines() if len(line) > 80]
                assert all(re.fullmatch(r" +(archived: )?https?://\S+", line) for line in long), long


def test_show_tells_history_disputes_sources_and_what_cites_a_source(run: Run) -> None:
    text = " ".join(run("show", "fl-claimsearch-ice").stdout.split())
    assert "2025-07-09 active; so by this date; when it began is not known" in text
    assert "Verisk (July 2025): ICE and DHS are not its customers." in text
    assert "404 Media: ICE Is Searching a Massive Insurance" in text
    cited = run("show", "s-404-claimsearch").stdout
    assert "fl-claimsearch-ice" in cited
    assert real_facts.graph().sources(["s-404-claimsearch"])[0].url in cited


def test_a_former_id_is_answered_with_a_note(run: Run, tmp_path: Path) -> None:
    store = save(tmp_path / "s.db", moved_release())
    result = run("reach", "older-ice", store=store)
    assert result.exit_code == 0
    assert result.stderr == "note: older-ice is now ice.\n"
    gone = run("show", "gone", store=store)
    assert gone.exit_code == 3
    assert "Its source was retracted." in gone.stderr


def test_search_finds_and_says_when_it_does_not(run: Run) -> None:
    assert "iso-claimsearch" in run("search", "claimsearch").stdout
    assert json.loads(run("search", "claim", "search", "--json").stdout)["release"] == real_facts.graph().name
    nothing = run("search", "zzzzzz")
    assert nothing.exit_code == 0
    assert "No record matches" in nothing.stdout


def test_ingest_plans_publishes_and_then_changes_nothing(run: Run, tmp_path: Path) -> None:
    facts, store = tmp_path / "facts", tmp_path / "own.db"
    facts.mkdir()
    (facts / "one.yaml").write_text(TEMPLATE, encoding="utf-8")
    planned = run("ingest", "--plan", "--facts", str(facts), store=store)
    assert planned.exit_code == 0, planned.output
    assert "nothing was written" in planned.stdout
    assert not store.exists()
    published = run("ingest", "--facts", str(facts), store=store)
    assert published.exit_code == 0
    assert "Published release" in published.stdout
    assert "flows: 2 added" in published.stdout
    assert "  + " in planned.stdout
    assert "  + " not in published.stdout
    verbose = run("ingest", "--verbose", "--facts", str(facts), store=tmp_path / "other.db")
    assert [line for line in planned.stdout.splitlines() if line.startswith("  ")] == [
        line for line in verbose.stdout.splitlines() if line.startswith("  ")
    ]
    assert "Nothing changes." in run("ingest", "--facts", str(facts), store=store).stdout
    (facts / "one.yaml").write_text(TEMPLATE.replace("evidence: ", "evidence: un"), encoding="utf-8")
    faulty = run("ingest", "--facts", str(facts), store=store)
    assert faulty.exit_code == 4
    assert re.search(r"^one\.yaml:\d+: ", faulty.stderr, re.MULTILINE)


def test_ingest_refuses_to_lose_much(run: Run, tmp_path: Path, real_store: Path) -> None:
    store = tmp_path / "copy.db"
    store.write_bytes(real_store.read_bytes())
    facts = tmp_path / "facts"
    facts.mkdir()
    (facts / "one.yaml").write_text(TEMPLATE, encoding="utf-8")
    result = run("ingest", "--facts", str(facts), store=store)
    assert result.exit_code == 5
    assert "--allow-loss" in result.stderr


def test_a_plan_tells_which_answers_change(run: Run, tmp_path: Path) -> None:
    store = save(tmp_path / "s.db", moved_release())
    result = run("ingest", "--plan", "--allow-loss", store=store)
    assert result.exit_code == 0, result.output
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("  ICE, flowing: ")]
    assert line.startswith("  ICE, flowing: +49 datasets (apis, bi-totalaccess, ")
    assert "+48 organizations (" in line


def test_an_export_comes_back_as_the_same_release(run: Run, tmp_path: Path) -> None:
    folder, store = tmp_path / "export", tmp_path / "back.db"
    assert run("export", str(folder)).exit_code == 0
    imported = run("import", str(folder), store=store)
    assert imported.exit_code == 0
    (one,) = json.loads(run("releases", "--json", store=store).stdout)["releases"]
    assert (one["name"], one["current"]) == (real_facts.graph().name, True)
    assert "(current)" in run("releases", store=store).stdout
    (folder / "flows.jsonl").write_text("")
    damaged = run("import", str(folder), store=tmp_path / "other.db")
    assert damaged.exit_code == 4
    assert "flows.jsonl" in damaged.stderr


def exported(tmp_path: Path, release: Release) -> Path:
    """A folder with this release, as the program exports it."""
    write_files(release, tmp_path / "export")
    return tmp_path / "export"


IMPORTS: dict[str, tuple[dict[str, object], set[str]]] = {
    "parents in a circle": (
        {"organizations": {"a": {"parent": "b"}, "b": {"parent": "a"}}},
        {"organizations.jsonl:1: a.parent: parent goes in a circle: a -> b -> a. Take out one of these."},
    ),
    "parts in a circle": (
        {
            "organizations": ["a"],
            "datasets": {"d": {"operator": "a", "part_of": "e"}, "e": {"operator": "a", "part_of": "d"}},
        },
        {"datasets.jsonl:1: d.part_of: part_of goes in a circle: d -> e -> d. Take out one of these."},
    ),
    "an id that no record has, and HTML": (
        {"organizations": {"a": {"name": "<b>A"}, "b": {}}, "datasets": {"d": "nobody-of-this-name"}},
        {
            "organizations.jsonl:1: a.name: holds what looks like HTML ('<b'). Write plain text, without markup.",
            "datasets.jsonl:1: d.operator: no organization has the id 'nobody-of-this-name'. "
            "Add a record with this id, or name a organization that exists.",
        },
    ),
    "another form of date": (
        {"organizations": ["a", "b"], "flows": {"f": {"from": "a", "to": "b", "history": ["202X active"]}}},
        {
            "flows.jsonl:1: f.history[0].date: '202X' has a form of date that the facts do not use. "
            "Write YYYY, YYYY-MM or YYYY-MM-DD, no more exact than the source; tell the doubt in the note."
        },
    ),
}


@pytest.mark.parametrize("name", IMPORTS)
def test_an_import_refuses_what_an_ingest_refuses(run: Run, tmp_path: Path, name: str) -> None:
    shorthand, faults = IMPORTS[name]
    store = tmp_path / "own.db"
    result = run("import", str(exported(tmp_path, small.release(shorthand))), store=store)
    assert result.exit_code == 4, result.output
    assert {line for line in result.stderr.splitlines() if not line.startswith("error: ")} == faults
    assert not store.exists()


def test_an_import_with_a_fault_leaves_the_store_as_it_was(run: Run, tmp_path: Path) -> None:
    store = save(tmp_path / "own.db", small.release({"organizations": ["a"]}))
    before = store.read_bytes()
    folder = exported(tmp_path, small.release({"organizations": {"a": {"parent": "a"}}}))
    assert run("import", str(folder), store=store).exit_code == 4
    assert store.read_bytes() == before


def test_a_release_of_then_answers_as_it_did(run: Run, tmp_path: Path) -> None:
    store = save(tmp_path / "s.db", moved_release(), real_facts.graph().release)
    then = json.loads(run("reach", "ice", "--json", "--known-at", "2026-11-24", store=store).stdout)
    assert (then["release"], then["parameters"]["known_at"]) == (moved_release().name, "2026-11-24")
    assert run("export", str(tmp_path / "then"), "--known-at", moved_release().name[:8], store=store).exit_code == 0


def test_doctor_finds_nothing_wrong(run: Run) -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.output
    for words in ("Python", "FTS5", "DATAREACH_STORE", real_facts.graph().name, "integrity", "java", "dot"):
        assert words in result.stdout
    assert {one["mark"] for one in json.loads(run("doctor", "--json").stdout)} <= {"ok", "absent"}


def test_doctor_tells_what_is_missing_and_fails(run: Run, tmp_path: Path) -> None:
    result = run("doctor", store=tmp_path / "none.db")
    assert result.exit_code == 6
    assert "BAD" in result.stdout
    assert "datareach ingest" in " ".join(result.stdout.split())
