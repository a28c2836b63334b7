"""A whole run over a real store: read, check, plan, apply."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from graphdb.errors import BadFacts, StoreBusy, TooMuchLost
from graphdb.model import Organization
from graphdb.release import Release
from graphdb.stores.base import Store
from graphdb.stores.sqlite import SqliteStore
from ingest.apply import apply
from ingest.plan import plan
from ingest.run import IngestReport, run_ingest
from tests.ingest.facts_folder import TEMPLATE, with_changes, write

NOW = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC)
AS_OF = datetime.date(2026, 11, 24)
LATER = NOW + datetime.timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return SqliteStore(tmp_path / "store.db", create=True)


def run(store: Store, facts: Path | None, **more: Any) -> IngestReport:
    chosen: dict[str, Any] = {"plan_only": False, "allow_loss": False, "now": NOW, "as_of": AS_OF, **more}
    return run_ingest(store, facts=facts, **chosen)


def template(tmp_path: Path, text: str = TEMPLATE, **more: str) -> Path:
    return write(tmp_path / "facts", facts=text, **more)


def names(store: Store) -> list[tuple[str, datetime.datetime]]:
    return [(info.name, info.published) for info in store.releases()]


def test_the_real_facts_are_loaded_and_a_second_run_changes_nothing(store: Store) -> None:
    first = run(store, None)
    assert first.saved
    assert first.counts == store.find().counts
    assert store.load().name == first.release
    second = run(store, None, now=LATER)
    assert (second.saved, second.plan.empty, second.release) == (False, True, first.release)
    assert names(store) == [(first.release, NOW)]


def test_a_run_does_what_its_plan_said(store: Store, tmp_path: Path) -> None:
    run(store, template(tmp_path))
    changed = template(tmp_path, with_changes(("note: What a reader must know, in", "note: What one must know, in")))
    planned = run(store, changed, plan_only=True, now=LATER)
    assert planned.plan.lines() == [
        "organizations: 0 added, 1 changed (note), 0 withdrawn",
        "  ~ example-agency (note)",
    ]
    assert (planned.saved, len(names(store))) == (False, 1)
    applied = run(store, changed, now=LATER)
    assert applied.saved
    assert (applied.plan, applied.release) == (planned.plan, planned.release)
    assert names(store)[0] == (applied.plan.after, LATER)


def test_a_plan_needs_no_store(tmp_path: Path) -> None:
    report = run(SqliteStore(tmp_path / "none.db", create=True), template(tmp_path), plan_only=True)
    assert (report.saved, report.plan.before) == (False, None)
    assert not (tmp_path / "none.db").exists()


def test_faults_stop_the_load_and_are_all_told(store: Store, tmp_path: Path) -> None:
    release = run(store, template(tmp_path)).release
    broken = template(
        tmp_path, with_changes(("kind: federal_agency", "kind: agency"), ("parent: example-dep", "parent: dep"))
    )
    with pytest.raises(BadFacts) as stopped:
        run(store, broken)
    assert [line.split(":")[2].strip() for line in stopped.value.report] == [
        "example-agency.kind",
        "example-agency.parent",
    ]
    assert stopped.value.message == f"2 faults in {broken}; nothing was written."
    assert store.find().name == release


def test_a_half_read_folder_removes_nothing(store: Store, tmp_path: Path) -> None:
    release = run(store, template(tmp_path)).release
    with pytest.raises(BadFacts) as stopped:
        run(store, template(tmp_path, other="organizations: ["))
    assert "when all files can be read" in stopped.value.hint
    assert store.find().name == release


def test_an_id_may_not_vanish(store: Store, tmp_path: Path) -> None:
    many = "".join(f"- {{id: o-{number}, name: O, kind: company, sources: []}}\n" for number in range(30))
    run(store, template(tmp_path, many="organizations:\n" + many))
    fewer = template(tmp_path, many="organizations:\n" + many.replace("o-7,", "o-77,"))
    with pytest.raises(BadFacts) as stopped:
        run(store, fewer)
    assert [line.partition(" Give")[0] for line in stopped.value.report] == [
        "renamed.yaml:1: o-7: the organization vanished that the release before has."
    ]
    report = run(store, template(tmp_path, renamed="o-7: {to: o-77, reason: A slip., date: '2026-11-24'}\n"))
    assert [(kind.kind, kind.added, kind.withdrawn) for kind in report.plan.kinds] == [
        ("organization", ("o-77",), ("o-7",)),
        ("former_id", ("o-7",), ()),
    ]


def test_too_much_lost_stops_the_load_until_it_is_meant(store: Store, tmp_path: Path) -> None:
    run(store, template(tmp_path))
    less = template(tmp_path, "organizations:\n- {id: example-agency, name: E, kind: company, sources: []}\n")
    with pytest.raises(TooMuchLost) as stopped:
        run(store, less)
    assert "flows: 2 before, 0 now" in stopped.value.message
    assert run(store, less, allow_loss=True, now=LATER).counts["organization"] == 1


def test_below_min_stops_and_above_max_warns(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadFacts) as stopped:
        run(store, template(tmp_path, bounds="flows: {min: 3}\n"))
    assert stopped.value.report == (
        "bounds.yaml:1: flows: 2 were read, fewer than min 3. Find out what was not read; if it is right, lower min.",
    )
    report = run(store, template(tmp_path, bounds="flows: {min: 1, max: 1}\ndatasets: {max: 2}\n"))
    assert report.warnings == ("bounds.yaml:1: flows: 2 were read, more than max 1. If it is right, raise max.",)


@pytest.mark.parametrize(
    "text", ["flow: {min: 3}\n", "flows: 3\n", "flows: {min: few}\n", "flows: {least: 3}\n", "- flows\n"]
)
def test_bounds_that_are_none(store: Store, tmp_path: Path, text: str) -> None:
    with pytest.raises(BadFacts) as stopped:
        run(store, template(tmp_path, bounds=text))
    assert [line.partition(":")[0] for line in stopped.value.report] == ["bounds.yaml"]


def test_records_of_other_readers_stay_and_may_be_named(store: Store, tmp_path: Path) -> None:
    told = {"id": "example-feed", "name": "Feed", "kind": "company", "sources": (), "reader": "other"}
    store.save(Release.of([Organization.model_validate(told)]), NOW)
    run(store, template(tmp_path, with_changes(("parent: example-department", "parent: example-feed"))), now=LATER)
    assert {record.id: record.reader for record in store.load().of_kind("organization")} == {
        "example-agency": "curated",
        "example-company": "curated",
        "example-court": "curated",
        "example-department": "curated",
        "example-feed": "other",
    }


def test_an_id_of_another_reader_is_taken(store: Store, tmp_path: Path) -> None:
    told = {"id": "example-agency", "name": "Feed", "kind": "company", "sources": (), "reader": "other"}
    store.save(Release.of([Organization.model_validate(told)]), NOW)
    with pytest.raises(BadFacts) as stopped:
        run(store, template(tmp_path))
    assert "taken by a record of the reader 'other'" in stopped.value.report[0]


def test_stages_are_told_in_order(store: Store, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    run(store, template(tmp_path), progress=lambda *stage: told.append(stage))
    records = len(store.load().records)
    assert told == [
        ("read", 1, 2),
        ("read", 2, 2),
        *((stage, done, 1) for stage in ("check", "plan") for done in (0, 1)),
        ("apply", 0, 1),
        ("apply", 0, records),  # from here on the store itself tells
        ("apply", records, records),
        ("apply", 1, 1),
    ]


def test_answers_are_asked_for_the_day(store: Store, tmp_path: Path) -> None:
    report = run(store, template(tmp_path), answers_between=lambda old, new, day: [f"{old} {new.name} {day}"])
    assert report.plan.answers == (f"None {report.release} 2026-11-24",)


def test_a_plan_is_applied_only_to_the_release_it_was_made_for(store: Store, tmp_path: Path) -> None:
    run(store, template(tmp_path))
    after = Release.of([])
    with pytest.raises(StoreBusy):
        apply(store, plan(None, Release.of(store.load().records[:1])), Release.of(store.load().records[:1]), LATER)
    with pytest.raises(ValueError, match="another release"):
        apply(store, plan(store.load(), store.load()), after, LATER)
