"""Faults of whole files and folders: broken YAML, wrong bytes, odd keys, files that are no facts."""

import os
from pathlib import Path

import pytest

from ingest.sources import curated
from ingest.sources.curated import LARGEST_FILE, Raw, RawFile
from tests.ingest.facts_folder import TEMPLATE, all_faults, faults_of, places, with_changes, write

ORGANIZATION = "organizations:\n- id: a-place\n  name: A Place\n  kind: company\n  sources: []\n"

TEXTS: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "broken quotes": (ORGANIZATION + "  note: 'never closed\n", 6, ("is not YAML", "column 9", "quotes")),
    "broken indentation": (ORGANIZATION + "   note: x\n", 6, ("is not YAML", "column 4")),
    "tab": (ORGANIZATION + "\tnote: x\n", 6, ("is not YAML",)),
    "control byte": (ORGANIZATION + "  note: a\x01b\n", 6, ("character that YAML does not allow",)),
    "key twice": (ORGANIZATION + "  name: Another\n", 6, ("'name' stands twice (first in line 3)",)),
    "list twice": (ORGANIZATION + "organizations: []\n", 6, ("'organizations' stands twice (first in line 1)",)),
    "anchor": (ORGANIZATION + "  note: &a x\n", 6, ("anchor (&a)", "Write the value out")),
    "alias": (ORGANIZATION + "  note: *a\n", 6, ("alias",)),
    "tag": (ORGANIZATION + "  note: !!python/name:os.system x\n", 6, ("tag",)),
    "tag on a list": (ORGANIZATION + "  aliases: !!set [x]\n", 6, ("tag",)),
    "merge": (ORGANIZATION + "  <<: {note: x}\n", 6, ("no key",)),
    "second document": (ORGANIZATION + "---\nflows: []\n", 6, ("second document",)),
    "key is a list": (ORGANIZATION + "  ? [a]\n  : b\n", 6, ("a key is a list",)),
    "too deep": (ORGANIZATION + "  note: " + "[" * 30 + "]" * 30 + "\n", 6, ("nested deeper",)),
    "unknown list": (ORGANIZATION + "organisations: []\n", 6, ("no list of records", "'organizations'")),
    "no list": (ORGANIZATION + "datasets: {}\n", 6, ("not a list",)),
    "empty list": (ORGANIZATION + "datasets:\n", 6, ("not a list", "leave the key out")),
    "no record": (ORGANIZATION + "- just words\n", 6, ("is no record",)),
    "only comments": ("# nothing yet\n", 1, ("holds no lists",)),
    "a list at the top": ("- id: a-place\n", 1, ("holds no lists",)),
    "empty": ("", 1, ("holds no lists",)),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_that_is_no_facts_file(name: str) -> None:
    text, line, words = TEXTS[name]
    found = faults_of(facts=text)
    assert {(fault.file, fault.line) for fault in found} == {("facts.yaml", line)}
    assert [word for word in words if word not in str(found[0])] == []


def test_a_bomb_of_aliases_is_refused_before_it_is_multiplied() -> None:
    layers = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 40))
    (fault,) = faults_of(facts="l0: &l0 [x]\n" + layers)
    assert (fault.line, fault.problem) == (1, "has an anchor (&l0)")


def test_deep_nesting_reaches_no_limit() -> None:
    (fault,) = faults_of(facts="organizations: " + "[" * 200_000)
    assert fault.problem == "is nested deeper than 20 levels"


def test_a_file_that_is_not_utf8_is_told_with_line_and_byte() -> None:
    content = (ORGANIZATION + "  note: caf\u00e9\n").encode("latin-1")
    (fault,) = faults_of(facts=content)
    assert (fault.file, fault.line, fault.problem) == (
        "facts.yaml",
        6,
        f"is not UTF-8 (byte {content.index(0xE9)} of the file: 0xe9)",
    )


def test_utf16_is_told() -> None:
    (fault,) = faults_of(facts=ORGANIZATION.encode("utf-16"))
    assert (fault.line, fault.problem) == (1, "is not UTF-8 (byte 0 of the file: 0xff)")


def test_a_byte_order_mark_is_no_fault() -> None:
    assert faults_of(facts=ORGANIZATION.encode("utf-8-sig")) == ()


def test_a_file_of_50_megabytes_is_refused_unread(tmp_path: Path) -> None:
    folder = write(tmp_path, facts=ORGANIZATION)
    with (folder / "large.yaml").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    raw = curated.read(folder)
    assert {file.name: file.content is None for file in raw.files} == {
        "vocabulary.yaml": False,
        "facts.yaml": False,
        "large.yaml": True,
    }
    assert [str(fault) for fault in all_faults(raw)] == [
        f"large.yaml:1: is larger than {LARGEST_FILE // 1024 // 1024} MB and was not read. Divide it into several files."
    ]


def test_references_are_not_checked_when_a_file_is_missing_from_the_whole() -> None:
    assert places(
        faults_of(facts=with_changes(("parent: example-department #", "parent: elsewhere #")), other="[")
    ) == {("other.yaml", 2, "", "")}


def test_an_empty_folder(tmp_path: Path) -> None:
    assert [str(fault) for fault in all_faults(curated.read(write(tmp_path / "facts")))] == [
        f"{tmp_path / 'facts'}:1: the folder holds no facts files. "
        "Put the facts files (*.yaml) there, or name another folder."
    ]


def test_a_folder_with_nothing_but_the_files_beside_the_facts(tmp_path: Path) -> None:
    folder = write(tmp_path / "facts", renamed="", bounds="", TEMPLATE=TEMPLATE)
    assert [fault.problem for fault in all_faults(curated.read(folder))] == ["the folder holds no facts files"]


def test_a_missing_folder(tmp_path: Path) -> None:
    assert [fault.problem for fault in all_faults(curated.read(tmp_path / "nowhere"))] == ["there is no such folder"]


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    file = write(tmp_path, facts=ORGANIZATION) / "facts.yaml"
    assert [fault.problem for fault in all_faults(curated.read(file))] == ["there is no such folder"]


def test_a_folder_named_like_a_facts_file(tmp_path: Path) -> None:
    (write(tmp_path, facts=ORGANIZATION) / "other.yaml").mkdir()
    (fault,) = all_faults(curated.read(tmp_path))
    assert (fault.file, fault.problem) == ("other.yaml", "cannot be read (Is a directory)")


def test_a_pipe_and_a_device_are_not_opened(tmp_path: Path) -> None:
    folder = write(tmp_path / "facts", facts=ORGANIZATION)
    os.mkfifo(folder / "pipe.yaml")
    (folder / "device.yaml").symlink_to("/dev/zero")
    (tmp_path / "elsewhere.yaml").write_text(ORGANIZATION.replace("a-place", "another"))
    (folder / "link.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    raw = curated.read(folder)
    assert {file.name for file in raw.files} == {"vocabulary.yaml", "facts.yaml", "link.yaml"}
    assert [str(fault) for fault in all_faults(raw)] == [
        "device.yaml:1: is a pipe, a socket or a device. Put a file there.",
        "pipe.yaml:1: is a pipe, a socket or a device. Put a file there.",
    ]


def test_a_name_that_ends_otherwise(tmp_path: Path) -> None:
    folder = write(tmp_path, facts=ORGANIZATION)
    (folder / "other.yml").write_text(ORGANIZATION)
    (folder / "notes.md").write_text("read by people")
    assert [str(fault) for fault in all_faults(curated.read(folder))] == [
        "other.yml:1: is not read: its name ends in .yml. Name it other.yaml."
    ]


@pytest.mark.parametrize("name", ["Health", "two words", "-dash", "e\u0301"])
def test_a_name_that_is_no_topic(name: str) -> None:
    vocabulary = RawFile("vocabulary.yaml", b"categories: {}\n")
    found = all_faults(Raw("folder", (vocabulary, RawFile(f"{name}.yaml", ORGANIZATION.encode()))))
    assert {(fault.file, fault.problem) for fault in found} == {(f"{name}.yaml", "the name of the file is no topic")}


VOCABULARIES: dict[str, tuple[str, int, str, str]] = {
    "unknown part": ("words: {}\n", 1, "", "'words' is no part of the vocabulary"),
    "no mapping": ("laws: [hipaa]\n", 1, "", "is no mapping"),
    "no keys": ("laws:\n  hipaa: yes\n", 2, "hipaa", "is no mapping of keys"),
    "id twice": ("laws:\n  x: {id: x, label: X, citation: X, protects: X}\n", 2, "x", "stands twice"),
    "missing key": ("laws:\n  x: {label: X, citation: X}\n", 2, "x", "is missing"),
    "no word": (
        "categories:\n  Home Address: {label: X, description: X, sensitive: true}\n",
        2,
        "Home Address",
        "word",
    ),
    "no dpv": ("categories:\n  x: {label: X, description: X, dpv: p1, sensitive: true}\n", 2, "x", "must match"),
    "no truth": ("categories:\n  x: {label: X, description: X, sensitive: 'true'}\n", 2, "x", "neither true nor false"),
}


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_vocabulary_with_a_fault(name: str) -> None:
    text, line, id_, words = VOCABULARIES[name]
    raw = Raw("folder", (RawFile("vocabulary.yaml", text.encode()), RawFile("facts.yaml", ORGANIZATION.encode())))
    (fault,) = all_faults(raw)
    assert (fault.file, fault.line, fault.id) == ("vocabulary.yaml", line, id_)
    assert words in str(fault)


def test_a_vocabulary_of_ones_own(tmp_path: Path) -> None:
    words = write(tmp_path / "words", vocabulary="laws:\n  one-law: {label: L, citation: C, protects: P}\n")
    raw = curated.read(write(tmp_path / "facts", facts=ORGANIZATION), words / "vocabulary.yaml")
    assert {entry.id for entry in curated.records(raw).entries} == {"a-place", "one-law"}


def test_a_vocabulary_that_is_not_there(tmp_path: Path) -> None:
    raw = curated.read(write(tmp_path, facts=ORGANIZATION), tmp_path / "none.yaml")
    assert [str(fault) for fault in all_faults(raw)] == [
        "vocabulary.yaml:1: cannot be read (No such file or directory). Check its permissions."
    ]
