"""The plan: whole sets of what is added, changed and withdrawn; and the loads that are stopped."""

from typing import Any

import pytest

from graphdb.errors import TooMuchLost
from graphdb.model import Law, Organization, Record
from graphdb.release import Release
from ingest.plan import Change, KindPlan, Plan, combine, plan, stop_at_loss


def organization(id_: str, **more: Any) -> Organization:
    return Organization.model_validate({"id": id_, "name": id_, "kind": "company", "sources": (), **more})


def law(id_: str) -> Law:
    return Law.model_validate({"id": id_, "label": id_, "citation": "1 USC 1", "protects": "Much."})


def release(*records: Record) -> Release:
    return Release.of(records)


def test_the_first_plan_adds_everything() -> None:
    after = release(organization("b"), organization("a"), law("c"))
    assert plan(None, after) == Plan(
        None,
        after.name,
        (KindPlan("organization", ("a", "b"), (), ()), KindPlan("law", ("c",), (), ())),
    )


def test_a_plan_names_what_changes() -> None:
    before = release(organization("a"), organization("b"), organization("c"), law("d"))
    after = release(organization("a", note="New.", abbreviation="A"), organization("c"), organization("e"), law("d"))
    assert plan(before, after) == Plan(
        before.name,
        after.name,
        (KindPlan("organization", ("e",), (Change("a", ("abbreviation", "note")),), ("b",)),),
    )


def test_a_plan_in_words() -> None:
    before = release(organization("a"), organization("b"))
    after = release(organization("a", note="New."), *(organization(f"n-{number:02}") for number in range(12)))
    answers = ["ICE: +1 dataset, 2 grades lower"]
    assert plan(before, after, lambda old, new: answers if old is before and new is after else ()).lines() == [
        "organizations: 12 added, 1 changed (note), 1 withdrawn",
        *(f"  + n-{number:02}" for number in range(10)),
        "  + and 2 more",
        "  ~ a (note)",
        "  - b",
        "answers:",
        "  ICE: +1 dataset, 2 grades lower",
    ]


def test_nothing_changes() -> None:
    same = release(organization("a"))
    made = plan(same, release(organization("a")), lambda _old, _new: ["never asked"])
    assert made == Plan(same.name, same.name, ())
    assert made.empty
    assert made.lines() == ["Nothing changes."]


def test_a_load_replaces_only_what_its_reader_said() -> None:
    before = release(organization("a"), organization("b"), organization("feed", reader="other"))
    after = combine(before, [organization("a", note="New.")], ["curated"])
    assert {(record.id, record.reader) for record in after.records} == {("a", "curated"), ("feed", "other")}


def test_a_first_load_needs_no_release_before() -> None:
    assert combine(None, [organization("a")], ["curated"]) == release(organization("a"))


@pytest.mark.parametrize(("old", "new"), [(10, 9), (10, 12), (0, 0), (1, 1), (100, 90)])
def test_a_tenth_may_go(old: int, new: int) -> None:
    stop_at_loss(_many(old), _many(new))


@pytest.mark.parametrize(("old", "new"), [(10, 8), (100, 89), (1, 0)])
def test_more_than_a_tenth_may_not(old: int, new: int) -> None:
    with pytest.raises(TooMuchLost) as stopped:
        stop_at_loss(_many(old), _many(new))
    assert stopped.value.message == f"Too many records would be lost (organizations: {old} before, {new} now)."
    assert "--allow-loss" in stopped.value.hint


def test_the_first_load_loses_nothing() -> None:
    stop_at_loss(None, _many(0))


def _many(count: int) -> Release:
    return release(*(organization(f"o-{number}") for number in range(count)))
