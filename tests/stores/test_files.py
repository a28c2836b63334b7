"""A release as a folder of plain files."""

import hashlib
import json
import os
import resource
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphdb.errors import BadFacts, StoreFailed, StoreMissing, StoreNotOurs
from graphdb.release import Release
from graphdb.stores.files import read_files, write_files

from .processes import in_a_child
from .small_releases import CHANGED, EVERYTHING, FULL, PLACES, many


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def report(folder: Path) -> tuple[str, ...]:
    with pytest.raises(BadFacts) as caught:
        read_files(folder)
    return caught.value.report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_files(FULL, tmp_path / "export")
    return tmp_path / "export"


def test_the_way_round(folder: Path, tmp_path: Path) -> None:
    read = read_files(folder)
    assert read == FULL
    write_files(read, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(folder)
    assert {path.name for path in tmp_path.iterdir()} == {"export", "again"}


@given(st.sets(st.sampled_from(range(len(EVERYTHING)))))
def test_any_release_comes_back(tmp_path_factory: pytest.TempPathFactory, chosen: set[int]) -> None:
    release = Release.of(EVERYTHING[number] for number in chosen)
    place = tmp_path_factory.mktemp("any")
    write_files(release, place / "export")
    assert read_files(place / "export") == release


def test_what_the_files_are(folder: Path) -> None:
    told = json.loads((folder / "release.json").read_text())
    assert told["name"] == FULL.name
    assert set(told["files"]) == {path.name for path in folder.iterdir()} - {"release.json"}
    for name, file in told["files"].items():
        content = (folder / name).read_bytes()
        assert file == {"records": content.count(b"\n"), "sha256": hashlib.sha256(content).hexdigest()}


def test_a_release_without_records(tmp_path: Path) -> None:
    write_files(Release.of(()), tmp_path / "export")
    assert set(contents(tmp_path / "export")) == {"release.json"}
    assert read_files(tmp_path / "export") == Release.of(())


def test_an_export_is_replaced_and_leaves_no_old_file(folder: Path) -> None:
    write_files(PLACES, folder)
    assert set(contents(folder)) == {"organizations.jsonl", "sources.jsonl", "release.json"}
    assert read_files(folder) == PLACES
    assert [path.name for path in folder.parent.iterdir()] == ["export"]


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    write_files(CHANGED, tmp_path / "export")
    assert read_files(tmp_path / "export") == CHANGED


@pytest.mark.parametrize("names", [["letters.txt"], ["release.json", "letters.txt"], ["flows.jsonl"]])
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).write_text("mine")
    with pytest.raises(StoreNotOurs):
        write_files(FULL, tmp_path)
    assert contents(tmp_path) == dict.fromkeys(names, b"mine")


def test_a_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "export").write_text("mine")
    with pytest.raises(StoreNotOurs):
        write_files(FULL, tmp_path / "export")
    assert (tmp_path / "export").read_text() == "mine"


def test_no_folder_to_write_in(tmp_path: Path) -> None:
    with pytest.raises(StoreFailed, match="folder does not exist"):
        write_files(FULL, tmp_path / "missing" / "export")


@pytest.mark.parametrize("make", [False, True])
def test_nothing_to_read(tmp_path: Path, make: bool) -> None:
    if make:
        (tmp_path / "export").mkdir()
    with pytest.raises(StoreMissing):
        read_files(tmp_path / "export")


def test_a_changed_byte(folder: Path) -> None:
    path = folder / "organizations.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Internal", b"Infernal"))
    (line,) = report(folder)
    assert line.startswith("organizations.jsonl: its SHA-256 is ")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b'"id":"ice"', b'"id":"ICE"', "organizations.jsonl:3: "),
        (b"Homeland", b"Home\xffland", "organizations.jsonl:2: is no UTF-8"),
        (b'"kind":"organization","name":"Dep', b'"kind":"planet","name":"Dep', "organizations.jsonl:2: "),
        (b'{"abbreviation":"DHS"', b'{ "abbreviation":"DHS"', "organizations.jsonl:2: is not as an export writes it"),
        (b'"id":"dhs"', b'"id":"zzz"', "organizations.jsonl:3: ice does not come after zzz"),
        (b'{"abbreviation":"DHS"', b"[" * 100_000, "organizations.jsonl:2: "),
        (b'"Department', b'"' + b"D" * (1 << 20), "organizations.jsonl:2: is longer than 1048576 bytes"),
    ],
)
def test_a_fault_names_file_and_line(folder: Path, old: bytes, new: bytes, told: str) -> None:
    path = folder / "organizations.jsonl"
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new))
    assert report(folder)[0].startswith(told)


def test_a_file_cut_off(folder: Path) -> None:
    path = folder / "flows.jsonl"
    path.write_bytes(path.read_bytes()[:-10])
    assert report(folder)[0] == "flows.jsonl:2: is cut off"


def test_a_file_cut_off_at_a_line(folder: Path) -> None:
    path = folder / "flows.jsonl"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    assert [line.split(" ")[1] for line in report(folder)] == ["its", "holds"]


def test_a_file_missing_and_a_file_too_many(folder: Path) -> None:
    (folder / "flows.jsonl").rename(folder / "flow.jsonl")
    assert report(folder) == ("flow.jsonl: is not named in release.json", "flows.jsonl: is missing")


def test_a_record_in_the_file_of_another_kind(folder: Path) -> None:
    told = json.loads((folder / "release.json").read_text())
    told["files"]["laws.jsonl"] = told["files"]["publishers.jsonl"]
    (folder / "release.json").write_text(json.dumps(told))
    (folder / "laws.jsonl").write_bytes((folder / "publishers.jsonl").read_bytes())
    assert report(folder)[0] == "laws.jsonl:1: holds a record of the kind publisher"


def test_another_name(folder: Path) -> None:
    path = folder / "release.json"
    path.write_text(path.read_text().replace(FULL.name, PLACES.name))
    assert report(folder) == (f"release.json: names the release {PLACES.name}, the files hold {FULL.name}",)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "1", "null", '{"format": "x", "name": "", "files": {}}', "[" * 100_000, '{"files": 1}'],
)
def test_a_table_that_is_none(folder: Path, text: str) -> None:
    (folder / "release.json").write_text(text)
    assert report(folder)[0].startswith("release.json: ")


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_a_name_that_is_no_file(folder: Path, make: object) -> None:
    (folder / "flows.jsonl").unlink()
    make(folder / "flows.jsonl")  # type: ignore[operator]
    assert report(folder) == ("flows.jsonl: is no file",)


def test_a_name_that_leads_elsewhere(folder: Path) -> None:
    told = json.loads((folder / "release.json").read_text())
    told["files"]["../flows.jsonl"] = told["files"].pop("flows.jsonl")
    (folder / "release.json").write_text(json.dumps(told))
    assert report(folder) == ("flows.jsonl: is not named in release.json", "../flows.jsonl: is missing")


@pytest.mark.parametrize("first", [True, False])
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, first: bool) -> None:
    folder = tmp_path / "export"
    if not first:
        write_files(FULL, folder)

    def less_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))

    def act() -> str:
        try:
            write_files(many(1000, "note"), folder)
        except StoreFailed as error:
            return error.message
        return "written"

    assert in_a_child(less_room, act).startswith(f"{folder} cannot be used: ")
    assert [path.name for path in tmp_path.iterdir()] == ([] if first else ["export"])
    if not first:
        assert read_files(folder) == FULL
