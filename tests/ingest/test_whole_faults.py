"""Faults that lie between records, files and releases."""

import pytest
from pydantic import BaseModel, TypeAdapter

from graphdb.model import KINDS, FormerId, Id, Organization, Record
from graphdb.release import Release
from ingest.check import Facts, check
from ingest.check.addresses import normal_address
from ingest.check.dates import DATE_KEYS
from ingest.check.identity import check_vanished
from ingest.check.references import PARTS, REFERENCES
from ingest.faults import Fault, report_lines
from ingest.sources import curated
from ingest.sources.curated import Raw, RawFile
from tests.ingest.facts_folder import TEMPLATE, faults_of, places, with_changes


def organizations(**parents: str) -> str:
    lines = ["organizations:"]
    for id_, parent in parents.items():
        above = f", parent: {parent}" if parent else ""
        lines.append(f"- {{id: {id_}, name: {id_}, kind: company{above}, sources: []}}")
    return "\n".join(lines) + "\n"


def test_an_id_in_two_files() -> None:
    first = organizations(a="", b="")
    (fault,) = faults_of(one=first, two=organizations(c="", b=""))
    assert (fault.file, fault.line, fault.id, fault.field) == ("two.yaml", 3, "b", "id")
    assert "taken by the organization at one.yaml:3" in fault.problem


def test_a_circle_is_named_once_where_it_stands_first() -> None:
    (fault,) = faults_of(one=organizations(top="x", x="y"), two=organizations(y="z", z="x"))
    assert (fault.file, fault.line, fault.id, fault.field) == ("one.yaml", 3, "x", "parent")
    assert fault.problem == "parent goes in a circle: x -> y -> z -> x"


def test_two_circles_are_two_faults() -> None:
    found = faults_of(one=organizations(a="b", b="a", c="d", d="c"))
    assert {fault.problem for fault in found} == {
        "parent goes in a circle: a -> b -> a",
        "parent goes in a circle: c -> d -> c",
    }


def test_circles_of_tellings_and_appeals() -> None:
    flow = "f-example-department-to-company"
    text = with_changes(
        ("  basis: agreed", f"  basis: agreed\n  same_as: {flow}"),
        ("  status: decided", "  status: decided\n  appeal_of: example-v-agency"),
    )
    assert {(fault.id, fault.field) for fault in faults_of(facts=text)} == {
        (flow, "same_as"),
        ("example-v-agency", "appeal_of"),
    }


def test_a_ruling_and_the_histories_it_changed_name_each_other() -> None:
    silent = with_changes(
        ("    why: A court found that it goes beyond the statute.\n    legal_action: example-v-agency\n", "")
    )
    assert {(fault.id, fault.field) for fault in faults_of(facts=silent)} == {
        ("example-v-agency", "events[0].affects[0]")
    }
    unnamed = with_changes(
        ("    affects: [example-agreement, f-example-records-to-department]", "    affects: [example-agreement]")
    )
    assert {(fault.id, fault.field) for fault in faults_of(facts=unnamed)} == {
        ("f-example-records-to-department", "history[1].legal_action"),
        ("f-example-records-to-department", "history[2].legal_action"),
    }


COARSE = {
    "a month after a day of it": (
        "  - date: '2026-03'\n    state: copy_deleted",
        "  - date: '2026-02'\n    state: copy_deleted",
    ),
    "a year after a day of it": (
        "  - date: '2026-03'\n    state: copy_deleted",
        "  - date: '2026'\n    state: copy_deleted",
    ),
    "signed after effective": ("effective: '2025-04'", "effective: '2025-01'"),
    "start in another precision": ("start: '2025-08'", "start: '2025'"),
    "the events that led to a case": ("filed: '2025-05-01'", "filed: '2026'"),
    "expires in the year of signing": ("expires: '2027'", "expires: '2025'"),
}


@pytest.mark.parametrize("name", COARSE)
def test_a_coarse_date_contradicts_nothing_that_it_may_mean(name: str) -> None:
    assert faults_of(facts=with_changes(COARSE[name])) == ()


ADDRESSES = [
    ("https://example.org/a", "http://www.EXAMPLE.org:443/a/?utm_source=x&fbclid=1#part"),
    ("https://example.org", "http://example.org/"),
    ("https://example.org/?b=2&a=1", "https://example.org/?a=1&b=2&utm_medium=mail"),
]


@pytest.mark.parametrize(("one", "other"), ADDRESSES)
def test_one_address(one: str, other: str) -> None:
    assert normal_address(one) == normal_address(other)


@pytest.mark.parametrize("other", ["https://example.org/A", "https://example.org/a?p=1", "https://example.org/a#!/b"])
def test_other_addresses(other: str) -> None:
    assert normal_address("https://example.org/a") != normal_address(other)


def renamed(text: str) -> Raw:
    words = RawFile("vocabulary.yaml", b"laws: {one-law: {label: L, citation: C, protects: P}}\n")
    facts = RawFile("facts.yaml", organizations(a="", b="").encode())
    return Raw("folder", (words, facts, RawFile("renamed.yaml", text.encode())))


RENAMED: dict[str, tuple[str, set[tuple[str, int, str, str]]]] = {
    "nothing": ("# none\n", set()),
    "merged": ("old: {to: a, reason: Merged., date: '2026-11-24'}\n", set()),
    "withdrawn": ("old: {reason: Withdrawn., date: '2026-11-24'}\n", set()),
    "to nowhere": ("old: {to: c, reason: Merged., date: '2026-11-24'}\n", {("renamed.yaml", 1, "old", "to")}),
    "in use": ("a: {to: b, reason: Merged., date: '2026-11-24'}\n", {("renamed.yaml", 1, "a", "")}),
    "to itself": ("old: {to: old, reason: Merged., date: '2026-11-24'}\n", {("renamed.yaml", 1, "old", "to")}),
    "in a circle": (
        "old: {to: older, reason: Merged., date: '2026-11-24'}\nolder: {to: old, reason: Merged., date: '2026-11-24'}\n",
        {("renamed.yaml", 1, "old", "to")},
    ),
    "over another one": (
        "old: {to: older, reason: Merged., date: '2026-11-24'}\nolder: {to: a, reason: Merged., date: '2026-11-24'}\n",
        set(),
    ),
    "to a law": ("old: {to: one-law, reason: Merged., date: '2026-11-24'}\n", {("renamed.yaml", 1, "old", "to")}),
    "other form of date": ("old: {reason: Withdrawn., date: '2026~'}\n", {("renamed.yaml", 1, "old", "date")}),
    "no date": ("old: {reason: Withdrawn., date: '2026-02-30'}\n", {("renamed.yaml", 1, "old", "date")}),
    "no reason": ("\nold: {date: '2026-11-24'}\n", {("renamed.yaml", 2, "old", "reason")}),
    "no mapping": ("- old\n", {("renamed.yaml", 1, "", "")}),
}


def test_a_circle_of_former_ids_says_how_it_goes() -> None:
    text = "".join(f"{a}: {{to: {b}, reason: Merged., date: '2026'}}\n" for a, b in ("xy", "yz", "zy"))
    (fault,) = check(Facts(tuple(curated.records(renamed(text)).entries)))
    assert (fault.line, fault.id, fault.problem) == (2, "y", "to goes in a circle: y -> z -> y")


def test_every_key_that_holds_a_date_is_checked_for_its_form() -> None:
    assert {
        "as_of",
        "date",
        "effective",
        "end",
        "expires",
        "filed",
        "last_attested",
        "signed",
        "start",
    } == DATE_KEYS


@pytest.mark.parametrize("name", RENAMED)
def test_renamed(name: str) -> None:
    text, expected = RENAMED[name]
    batch = curated.records(renamed(text))
    assert places((*batch.faults, *check(Facts(tuple(batch.entries))))) == expected


def organization(id_: str, **more: object) -> Organization:
    return Organization.model_validate({"id": id_, "name": id_, "kind": "company", "sources": (), **more})


def vanished(*before: Record, text: str = "") -> set[str]:
    entries = tuple(curated.records(renamed(text)).entries)
    return {fault.id for fault in check_vanished(Facts(entries, before=Release.of(before)))}


def test_an_id_may_not_vanish_without_a_word() -> None:
    gone, renamed_before = organization("gone"), organization("a", former_ids=("old",))
    assert vanished(gone, renamed_before) == {"gone", "old"}
    explained = "gone: {reason: Withdrawn., date: '2026-11-24'}\nold: {to: a, reason: Merged., date: '2026-11-24'}\n"
    assert vanished(gone, renamed_before, text=explained) == set()


def test_an_entry_of_renamed_may_not_vanish_either() -> None:
    former = FormerId.model_validate({"id": "old", "reason": "Withdrawn.", "date": "2026-11-24"})
    assert vanished(former) == {"old"}


def _names_records(model: type[BaseModel]) -> set[str]:
    """The keys of a model that hold ids."""
    pattern = str(TypeAdapter(Id).json_schema()["pattern"])
    return {key for key, value in model.model_json_schema()["properties"].items() if repr(pattern) in str(value)}


def test_the_table_of_references_is_complete() -> None:
    own = {"id", "former_ids"}
    tables: dict[type[BaseModel], set[str]] = {model: set(keys) for model, keys in REFERENCES.items()}
    tables[FormerId] = {"to"}
    parts = {part for keys in PARTS.values() for part in keys.values()}
    models = {*KINDS.values(), *parts}
    assert {m: _names_records(m) - own for m in models if _names_records(m) - own} == tables


def test_a_report_counts_what_it_does_not_print() -> None:
    faults = [Fault("a.yaml", number, "x", "name", "is wrong", "Right it.") for number in range(1, 251)]
    lines = report_lines(faults)
    assert (len(lines), lines[0], lines[-1]) == (201, "a.yaml:1: x.name: is wrong. Right it.", "and 50 more")


def test_ten_thousand_flows_under_one_agreement() -> None:
    flow = (
        "- {{id: f-{0}, source: example-agency, target: example-company, agreement: example-agreement, purpose: p,"
        " mechanism: purchase, basis: agreed, evidence: reported, sources: [s-example-agreement],"
        " history: [{{date: '2025', state: active}}]}}\n"
    )
    many = "flows:\n" + "".join(flow.format(number) for number in range(10_000))
    assert faults_of(facts=TEMPLATE, many=many) == ()
