"""What is in an evidence bundle, and how it is gathered from an answer."""

import dataclasses
import hashlib
import json
import textwrap
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from api.bundles.container import pack
from api.cite import bibtex_text, citations_of, csl_json_text, pinned, ris_text
from api.formats import Answered
from graphdb.graph import Graph
from graphdb.model import Publisher, Record, Source
from graphdb.release import canonical_line

__all__ = ["FORMAT", "bundle", "file_name", "ids_in", "manifest_text"]

FORMAT = "datareach evidence bundle 1"
"""Stands in every manifest. Another number for every change that an older reader cannot check."""

_README = """\
Evidence bundle of datareach
============================

{title}

{sentence}

Permanent address: {address}
Release:           {release}

What is here
------------
answer.json        the {thing}, as the address gives it
records/           each record that it rests on: flows, agreements, datasets, organizations, legal actions and others
sources/           each source, with its address and, where there is one, the address of an archived copy ("archived_url")
citations.*        how to cite the {thing} and each source: CSL-JSON (Zotero), BibTeX, RIS (EndNote)
manifest.json      every file with its size and SHA-256

How to check it
---------------
    datareach verify FILE.zip

checks without a network that nothing was changed, added or left out (a single changed byte is found), and that every hop
and source of the answer stands in the records here as the answer tells it. It cannot tell who made the file: compare the
SHA-256 that it prints with the one of your own copy, or make the bundle again from the permanent address.

How to read it
--------------
"documented" is stronger than "official", "reported" and "alleged", in this order: it is the grade of the weakest hop of a
route. A route shows hop by hop that data can come to the target; it does not show that the record of any one person did.
"No known route" does not mean that there is none. Open the sources before you print a claim; the notes and disputes of a
record belong to it.
"""


def bundle(answered: Answered) -> bytes:
    """The evidence bundle of an answer or a record: the same bytes for the same answer of the same release.

    Raises:
        BadBundle: the answer rests on more than a bundle may hold.
    """
    # Host and time of publication are no part of it: the same answer gives the same file on every machine.
    own = dataclasses.replace(answered, host="", published=None)
    address = pinned(answered.address, answered.public)
    citations = citations_of(own)
    files = {
        "README.txt": _readme(own.public, citations[0].title, address, own.graph.name),
        "answer.json": _json(_as_pinned(own.public, own.graph.name)),
        "citations.csl.json": csl_json_text(citations),
        "citations.bib": bibtex_text(citations),
        "citations.ris": ris_text(citations),
    }
    files |= {file_name(record): canonical_line(record) + "\n" for record in _rests_on(own.graph, own.public)}
    content = {name: text.encode() for name, text in files.items()}
    content["manifest.json"] = manifest_text(own.graph.name, own.question, address, content).encode()
    return pack(content)


def file_name(record: Record) -> str:
    """Where a record stands in a bundle."""
    folder = "sources" if isinstance(record, Source) else f"records/{record.kind_name}"
    return f"{folder}/{record.id}.json"


def manifest_text(release: str, question: str, address: str, files: dict[str, bytes]) -> str:
    """The manifest of files: the one text that these contents can have."""
    listed = [
        {"path": name, "bytes": len(files[name]), "sha256": hashlib.sha256(files[name]).hexdigest()}
        for name in sorted(files)
        if name != "manifest.json"
    ]
    return _json({"format": FORMAT, "release": release, "question": question, "address": address, "files": listed})


def ids_in(content: Any) -> Iterator[str]:
    """Every text in a JSON value that may be an id, the parts of a route's id too."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield key
            yield from ids_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from ids_in(value)
    elif isinstance(content, str):
        yield from content.split(">")


def _as_pinned(public: BaseModel, release: str) -> dict[str, Any]:
    """The answer as its permanent address gives it, which asks for the release by name."""
    content = public.model_dump(mode="json")
    if "known_at" in content.get("parameters", {}):
        content["parameters"]["known_at"] = release
    return content


def _rests_on(graph: Graph, public: BaseModel) -> list[Record]:
    """The records that an answer names, and those that these name, with what is known of their publishers."""
    known = {record.id: record for record in graph.release.records if record.kind_name != "former_id"}
    named = {id_ for id_ in ids_in(public.model_dump(mode="json")) if id_ in known}
    further = {
        id_
        for one in named
        for id_ in ids_in(known[one].model_dump(mode="json", exclude_defaults=True))
        if id_ in known
    }
    for one in named | further:
        further |= {id_ for id_ in getattr(known[one], "sources", ()) if id_ in known}
    records = [known[id_] for id_ in sorted(named | further)]
    publishers = {record.publisher for record in records if isinstance(record, Source)}
    more = [one for one in graph.release.of_kind("publisher") if isinstance(one, Publisher) and one.name in publishers]
    return list(dict.fromkeys([*records, *more]))


def _readme(public: BaseModel, title: str, address: str, release: str) -> str:
    sentence = getattr(public, "sentence", "")
    thing = "answer" if sentence else "record"
    text = _README.format(
        title=title, sentence=textwrap.fill(sentence, 118), address=address, release=release, thing=thing
    )
    return text.replace("\n\n\n\n", "\n\n")


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
