"""Whatever a facts file holds, the check answers with faults and never with a crash."""

import copy
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.faults import Fault
from ingest.sources import curated
from ingest.sources.curated import Raw, RawFile
from tests.ingest.facts_folder import TEMPLATE, all_faults

DOCUMENT: dict[str, Any] = yaml.safe_load(TEMPLATE)
VOCABULARY = next(file for file in curated.read().files if file.name == "vocabulary.yaml")
VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    "",
    " ",
    "2025",
    "2025-13",
    "0000",
    "example-agency",
    "f-none",
    "\u202e",
    "<b>",
]
VALUES += [[], {}, [None], [[]], {"a": 1}, ["privacy-act"], [{"date": "2025", "state": "active"}], {"count": 1}]


def _spots(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] * bool(path) + [spot for key, one in inside for spot in _spots(one, (*path, key))]


SPOTS = _spots(DOCUMENT)
ACTIONS = st.sampled_from(["delete", "replace", "rename", "repeat"])


def _change(document: Any, spot: tuple[str | int, ...], action: str, value: Any) -> None:
    around = document
    try:
        for part in spot[:-1]:
            around = around[part]
        old = around[spot[-1]]
        if action == "delete":
            del around[spot[-1]]
        elif action == "replace":
            around[spot[-1]] = copy.deepcopy(value)
        elif action == "rename" and isinstance(around, dict):
            around[str(value)] = around.pop(spot[-1])
        elif isinstance(around, list):
            around.append(copy.deepcopy(old))
    except (KeyError, IndexError, TypeError):
        return  # an earlier change took this spot away


def _faults(content: bytes, name: str = "facts.yaml") -> tuple[Fault, ...]:
    facts = RawFile("facts.yaml", TEMPLATE.encode())
    files = (RawFile(name, content),) if name == "facts.yaml" else (facts, RawFile(name, content))
    return all_faults(Raw("folder", files if name == "vocabulary.yaml" else (VOCABULARY, *files)))


@given(st.lists(st.tuples(st.sampled_from(SPOTS), ACTIONS, st.sampled_from(VALUES)), min_size=1, max_size=6))
@settings(max_examples=200, deadline=None)
def test_changed_records(changes: list[tuple[tuple[str | int, ...], str, Any]]) -> None:
    document = copy.deepcopy(DOCUMENT)
    for spot, action, value in changes:
        _change(document, spot, action, value)
    for fault in _faults(yaml.safe_dump(document, allow_unicode=True, sort_keys=False).encode()):
        assert fault.file
        assert fault.line >= 1
        assert fault.problem


@given(st.integers(0, len(TEMPLATE)), st.integers(0, 40), st.binary(max_size=12))
@settings(max_examples=200, deadline=None)
def test_changed_bytes(start: int, length: int, instead: bytes) -> None:
    content = TEMPLATE.encode()
    assert all(fault.problem for fault in _faults(content[:start] + instead + content[start + length :]))


@given(
    st.sampled_from(["renamed.yaml", "bounds.yaml", "vocabulary.yaml"]),
    st.recursive(
        st.sampled_from(VALUES),
        lambda inside: st.dictionaries(st.sampled_from(["laws", "flows", "a", "min"]), inside),
        max_leaves=6,
    ),
)
@settings(max_examples=200, deadline=None)
def test_changed_files_beside_the_facts(name: str, value: Any) -> None:
    assert all(fault.problem for fault in _faults(yaml.safe_dump(value).encode(), name))
