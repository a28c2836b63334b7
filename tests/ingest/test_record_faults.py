"""Every kind of fault in one record: exactly the lines expected are told, with the id, the field and what to do."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ingest.facts_folder import TEMPLATE, faults_of, marked_lines, with_changes

CASES: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "record_faults.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_told_at_its_line(name: str) -> None:
    case = CASES[name]
    text = with_changes((case["old"], case["new"]))
    (line,) = [text[: text.index(case["at"])].count("\n") + 1] if "at" in case else marked_lines(text)
    found = faults_of(facts=text)
    also = {tuple(place) for place in case.get("also", ())}
    lines = {(fault.id, fault.field): fault.line for fault in found}
    assert lines.keys() == {(case["id"], case["field"])} | also
    assert lines[case["id"], case["field"]] == line
    assert {fault.file for fault in found} == {"facts.yaml"}
    told = " ".join(str(fault) for fault in found if (fault.id, fault.field) not in also)
    assert [word for word in case["words"] if word not in told] == []


def test_the_template_has_no_fault() -> None:
    assert faults_of(facts=TEMPLATE) == ()


def test_every_fault_is_told_at_once() -> None:
    names = ("html", "unknown word", "operator", "to itself")
    text = with_changes(*((CASES[name]["old"], CASES[name]["new"]) for name in names))
    found = faults_of(facts=text)
    assert [fault.line for fault in found] == marked_lines(text)
    assert [fault.field for fault in found] == ["name", "kind", "operator", "target"]
