"""Evidence bundles: whole, the same for everyone, and broken by one byte."""

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from api.addressed import answered_at
from api.bundles import bundle, pack, unpack, verify
from api.bundles.container import MOST_BYTES
from api.bundles.contents import ids_in, manifest_text
from graphdb.errors import BadBundle
from graphdb.graph import Graph
from graphdb.model import Flow, Source
from tests import real_facts
from tests.http.stores import hostile_release, moved_release

ROUTE = "route/iso-claimsearch/ice?as_of=2026-11-24"
CHAIN = "route/tecs/ice?as_of=2026-11-24"
EVERY = (
    *(
        "reach/ice?as_of=2026-11-24&limit=5",
        "from/tmsis?as_of=2026-11-24",
        ROUTE,
        CHAIN,
        "routes/tecs/ice?as_of=2026-11-24",
    ),
    *("choke-points/ice", "timeline/ice?since=2026-01-01", "law/ice", "what-if/ice?ended=irs-dhs-mou-2025-04"),
    *("categories/ice", "people/ice", "coverage/ice", "leads/ice", "compare/ice/cbp"),
    *("records/tmsis", "records/fl-claimsearch-ice", "records/bank_account", "records/s-404-claimsearch"),
)
WIDEST = "reach/ice?question=ever&joins=assumed&evidence=alleged&basis=occurred,agreed,permitted&state=planned,proposed"


def made(address: str, graph: Graph | None = None) -> bytes:
    return bundle(answered_at(address, lambda _: graph or real_facts.graph()))


@pytest.fixture(scope="module")
def whole() -> bytes:
    return made(ROUTE)


@pytest.mark.parametrize("address", [*EVERY, WIDEST])
def test_every_answer_and_record_has_a_bundle_that_passes(address: str) -> None:
    verified = verify(made(address), real_facts.graph())
    assert verified.release == real_facts.graph().name
    assert verified.in_release


def test_a_bundle_holds_every_flow_and_source_that_the_answer_names() -> None:
    files = unpack(made(CHAIN))
    answer = json.loads(files["answer.json"])
    graph = real_facts.graph()
    named = {id_ for id_ in ids_in(answer) if id_ in graph.records}
    flows = {f"records/flow/{id_}.json" for id_ in named if isinstance(graph.records[id_], Flow)}
    sources = {f"sources/{id_}.json" for id_ in named if isinstance(graph.records[id_], Source)}
    assert len(flows) >= 2
    assert flows | sources <= files.keys()
    assert sources == {f"sources/{id_}.json" for id_ in answer["sources"]}
    with_archive = [one for one in map(json.loads, map(files.get, sources)) if "archived_url" in one]  # type: ignore[arg-type]
    assert all(one["archived_url"].startswith("http") for one in with_archive)


def test_the_same_answer_gives_the_same_bytes_whatever_the_host_and_the_order(whole: bytes) -> None:
    release = real_facts.graph().name
    for same in (f"https://a.example/v1/{ROUTE}", f"/v1/{ROUTE}&known_at={release}", f"/{ROUTE}"):
        assert made(same) == whole
    assert whole[:4] == b"PK\x03\x04"
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())


def test_a_byte_changed_anywhere_in_any_file_is_found(whole: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        places = [entry.header_offset + 30 + len(entry.filename) for entry in archive.infolist()]
        sizes = [entry.file_size for entry in archive.infolist()]
    for place, size in zip(places, sizes, strict=True):
        for at in (place, place + size // 2, place + size - 1):
            assert_found(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])


def test_a_random_byte_changed_added_or_left_out_is_found(whole: bytes) -> None:
    chance = random.Random(6)  # noqa: S311 - the same places in every run
    for _ in range(400):
        at, byte = chance.randrange(len(whole)), bytes([chance.randrange(256)])
        if byte != whole[at : at + 1]:
            assert_found(whole[:at] + byte + whole[at + 1 :])
        assert_found(whole[:at] + whole[at + 1 :])
        assert_found(whole[:at] + byte + whole[at:])
    for tail in (b"\0", b"PK\x05\x06" + bytes(18)):
        assert_found(whole + tail)
        assert_found(tail + whole)
    assert_found(b"")


def assert_found(data: bytes) -> None:
    with pytest.raises(BadBundle):
        verify(data)


def resealed(data: bytes, change: Callable[[dict[str, bytes]], Any]) -> bytes:
    """The bundle after a change by someone who mends the manifest too."""
    files = unpack(data)
    change(files)
    told = json.loads(files["manifest.json"])
    files["manifest.json"] = manifest_text(told["release"], told["question"], told["address"], files).encode()
    return pack(files)


def replace(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        assert old.encode() in files[name], (name, old)
        files[name] = files[name].replace(old.encode(), new.encode())

    return change


FLOW = "records/flow/fl-claimsearch-ice.json"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (replace("answer.json", '"evidence": "reported"', '"evidence": "documented"'), "evidence"),
        (replace("answer.json", '"mechanism": "query_access"', '"mechanism": "bulk_transfer"'), "mechanism"),
        (replace("answer.json", '"publisher": "404 Media"', '"publisher": "The Times"'), "s-404-claimsearch"),
        (replace("answer.json", '"id": "ice"', '"id": "cbp"'), "target"),
        (replace(FLOW, '"evidence":"reported"', '"evidence":"documented"'), "evidence"),
        (replace(FLOW, "query_access", "query-access"), "no record"),
        (replace("sources/s-404-claimsearch.json", "2025-07-09", "2024-07-09"), "s-404-claimsearch"),
        (lambda files: files.pop(FLOW), "fl-claimsearch-ice"),
        (lambda files: files.pop("sources/s-404-claimsearch.json"), "s-404-claimsearch"),
        (lambda files: files.pop("answer.json"), "answer.json"),
        (lambda files: files.update({"sources/s-other.json": files["sources/s-404-claimsearch.json"]}), "s-other"),
        (lambda files: files.update({"answer.json": b"[" * 100_000}), "RecursionError"),
        (lambda files: files.update({"answer.json": b"[1]"}), "TypeError"),
    ],
)
def test_what_the_answer_says_must_stand_in_the_records(whole: bytes, change: Any, told: str) -> None:
    with pytest.raises(BadBundle) as raised:
        verify(resealed(whole, change))
    assert told in " ".join((raised.value.message, *raised.value.report))


def test_a_bundle_made_up_as_a_whole_is_found_with_the_release(whole: bytes) -> None:
    def invent(files: dict[str, bytes]) -> None:
        note = re.search(rb'"note":"[^"]{9}', files[FLOW])
        assert note
        files[FLOW] = files[FLOW].replace(note.group(), b'"note":"Certainly', 1)
        files["answer.json"] = files["answer.json"].replace(b'"note": "' + note.group()[8:], b'"note": "Certainly')

    forged = resealed(whole, invent)
    verify(forged)
    with pytest.raises(BadBundle) as raised:
        verify(forged, real_facts.graph())
    assert "fl-claimsearch-ice" in raised.value.report[0]
    with pytest.raises(BadBundle, match="does not hold"):
        verify(whole, Graph(moved_release()))


@pytest.mark.parametrize(
    "name",
    ["../answer.json", "/etc/passwd", "sources/../../x.json", "C:\\x.json", "sources/", "more.txt", "records/x.json"],
)
def test_names_that_lead_elsewhere_are_refused(whole: bytes, name: str) -> None:
    with pytest.raises(BadBundle):
        verify(resealed(whole, lambda files: files.update({name: b"x"})))


def test_bombs_are_refused_before_they_are_unpacked(whole: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("answer.json", bytes(200 * 2**20))
    assert len(buffer.getvalue()) < 2**20
    with pytest.raises(BadBundle) as raised:
        verify(buffer.getvalue())
    assert "compressed" in raised.value.report[0]
    with pytest.raises(BadBundle, match="larger than"):
        unpack(bytes(MOST_BYTES + 1))
    # Overlapping entries: a directory that says that two names have the same bytes.
    files = unpack(whole)
    twice = pack({"answer.json": files["answer.json"], "citations.bib": files["answer.json"]})
    first, second = (twice.index(b"PK\x01\x02"), twice.rindex(b"PK\x01\x02"))
    assert_found(twice[: second + 42] + bytes(4) + twice[second + 46 :])
    assert first < second


def test_hostile_names_are_only_text() -> None:
    graph = Graph(hostile_release())
    data = bundle(answered_at("reach/ice", lambda _: graph))
    assert verify(data, graph).release == graph.name
    assert "=1+1" in unpack(data)["answer.json"].decode()
