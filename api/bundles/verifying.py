"""Checks a bundle offline: that it is whole, and that what its answer says stands in its records."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.bundles.container import unpack
from api.bundles.contents import FORMAT, file_name, manifest_text
from api.bundles.proving import unproved
from graphdb.errors import BadBundle, BadFacts
from graphdb.graph import Graph
from graphdb.model import Record, Source
from graphdb.release import canonical_line, read_record

__all__ = ["Verified", "verify"]


@dataclass(frozen=True, slots=True)
class Verified:
    """What a bundle that passed holds. ``sha256``: of the file, to compare with another copy. ``in_release``: whether
    its records were compared with a release."""

    address: str
    release: str
    sentence: str
    sha256: str
    files: int
    records: int
    sources: int
    in_release: bool


def verify(data: bytes, graph: Graph | None = None) -> Verified:
    """Check the bytes of a bundle; ``graph``: the release that it names, to compare its records with.

    Raises:
        BadBundle: something was changed, is missing or too much, or the answer says what the records do not. The report
            has a line for each fault.
    """
    files = unpack(data)
    try:
        return _checked(data, files, graph)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, BadFacts) as reason:
        if isinstance(reason, BadBundle):
            raise
        raise BadBundle(
            "The bundle holds what datareach does not write.", [f"{type(reason).__name__}: {reason}"]
        ) from reason


def _checked(data: bytes, files: dict[str, bytes], graph: Graph | None) -> Verified:
    manifest, answer = (json.loads(files[name]) for name in ("manifest.json", "answer.json"))
    release = manifest["release"]
    faults = list(_not_listed(manifest, files))
    records, broken = _records(files)
    faults += broken
    if answer["release"] != release or f"known_at={release}" not in manifest["address"]:
        faults.append("manifest.json, answer.json and the address do not name one release")
    faults += unproved(answer, records)
    if graph is not None:
        faults += _not_in_release(graph, release, records)
    if faults:
        raise BadBundle("The bundle does not hold what it says.", faults)
    sources = sum(isinstance(record, Source) for record in records.values())
    return Verified(
        address=manifest["address"],
        release=release,
        sentence=str(answer.get("sentence") or answer.get("name") or ""),
        sha256=hashlib.sha256(data).hexdigest(),
        files=len(files),
        records=len(records) - sources,
        sources=sources,
        in_release=graph is not None,
    )


def _not_listed(manifest: dict[str, Any], files: dict[str, bytes]) -> Iterator[str]:
    """What the manifest and the files do not agree on."""
    if manifest["format"] != FORMAT:
        yield f"manifest.json: the format is {manifest['format']!r}, not {FORMAT!r}"
    listed = {entry["path"]: entry for entry in manifest["files"]}
    for name in sorted(listed.keys() - files.keys()):
        yield f"{name} is missing"
    for name in sorted(files.keys() - listed.keys() - {"manifest.json"}):
        yield f"{name} is not in the manifest"
    for name in sorted(listed.keys() & files.keys()):
        if hashlib.sha256(files[name]).hexdigest() != listed[name]["sha256"]:
            yield f"{name} was changed"
    expected = manifest_text(manifest["release"], manifest["question"], manifest["address"], files)
    if files["manifest.json"].decode() != expected:
        yield "manifest.json is not written as datareach writes it"


def _records(files: dict[str, bytes]) -> tuple[dict[str, Record], list[str]]:
    """The records by id, and the faults of those that cannot be."""
    records: dict[str, Record] = {}
    faults = []
    for name, content in files.items():
        if not name.startswith(("records/", "sources/")):
            continue
        record = read_record(content.decode())
        if file_name(record) != name or canonical_line(record) + "\n" != content.decode():
            faults.append(f"{name} is not the record that its name says")
        if record.id in records:
            faults.append(f"{name}: another record has this id")
        records[record.id] = record
    return records, faults


def _not_in_release(graph: Graph, release: str, records: dict[str, Record]) -> Iterator[str]:
    """The records that the release does not hold so."""
    if graph.name != release:
        yield f"the store has release {graph.name[:12]}, the bundle is of {release[:12]}"
        return
    held = {(record.kind_name, record.id): record for record in graph.release.records}
    for record in records.values():
        if held.get((record.kind_name, record.id)) != record:
            yield f"{file_name(record)} is not in release {release[:12]} as it is here"
