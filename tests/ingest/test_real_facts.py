"""The facts of the project: they pass every check, and every table beside them fits."""

import json
import pkgutil
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import ingest.sources
from graphdb.model import Publisher, Source
from ingest.bounds import check_bounds
from ingest.run import check_folder
from ingest.schema import facts_schema, main
from ingest.sources import READERS, curated
from ingest.sources.curated import BOUNDS, LISTS, RENAMED
from tests.ingest.facts_folder import TEMPLATE

FOLDER = files("ingest.facts")
TOPICS = sorted(
    file.name for file in FOLDER.iterdir() if file.name.endswith(".yaml") and file.name not in (BOUNDS, RENAMED)
)
SCHEMA: dict[str, Any] = facts_schema()


def test_the_real_facts_have_no_fault() -> None:
    assert [str(fault) for fault in check_folder()] == []


def test_the_real_facts_lie_within_their_bounds() -> None:
    batch = curated.records(curated.read())
    assert {bound.plural for bound in batch.bounds} == {*LISTS, "categories", "laws", "publishers"}
    assert check_bounds(batch) == ([], [])


def test_every_record_keeps_its_topic_and_its_reader() -> None:
    batch = curated.records(curated.read())
    assert {
        (entry.file.removesuffix(".yaml"), record.topic, record.reader)
        for entry in batch.entries
        if (record := entry.record)
    } == {
        *(
            (name.removesuffix(".yaml"), name.removesuffix(".yaml"), "curated")
            for name in TOPICS
            if name != "TEMPLATE.yaml"
        ),
        ("vocabulary", "", "curated"),
    }


def test_folder_and_registry_agree() -> None:
    assert sorted(READERS) == list(READERS) == [module.name for module in pkgutil.iter_modules(ingest.sources.__path__)]
    assert {name: module.__name__ for name, module in READERS.items()} == {
        name: f"ingest.sources.{name}" for name in READERS
    }


def test_every_reader_has_the_same_verbs() -> None:
    assert {name for name, module in READERS.items() if not {"NAME", "read", "records"} <= set(module.__all__)} == set()


def test_publishers_fit_the_sources() -> None:
    records = curated.records(curated.read()).records
    written = {record.publisher for record in records if isinstance(record, Source)}
    listed = {record.name: record for record in records if isinstance(record, Publisher)}
    houses = {record.house for record in listed.values() if record.house}
    assert set(listed) - written == set(), "a publisher that no source names"
    assert houses - written == set(), "a house that no source names"
    assert houses & set(listed) == set(), "a house that is part of a house"
    assert {name for name, record in listed.items() if not record.house and not record.aggregator} == set()


def test_the_schema_is_not_stale() -> None:
    assert json.loads((FOLDER / "schema.json").read_text("utf-8")) == SCHEMA, "run: make facts-schema"


def test_the_schema_is_written_as_it_stands(tmp_path: Path) -> None:
    main(str(tmp_path / "schema.json"))
    assert (tmp_path / "schema.json").read_text("utf-8") == (FOLDER / "schema.json").read_text("utf-8")


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", TOPICS)
def test_the_facts_fit_the_schema(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=schema.json\n")
    found = jsonschema.Draft7Validator(SCHEMA).iter_errors(yaml.load(text, Loader=yaml.CSafeLoader))
    assert [f"{error.json_path}: {error.message}" for error in found] == []


WRONG = {
    "null": ("abbreviation: EXA", "abbreviation: null"),
    "unknown category": ("categories: [name, home_address]", "categories: [name, home_adress]"),
    "unknown law": ("laws: [privacy-act]", "laws: [privacyact]"),
    "unknown key": ("abbreviation: EXA", "abreviation: EXA"),
    "date without quotes": ("expires: '2027'", "expires: 2027"),
    "topic": ("abbreviation: EXA", "topic: x"),
}


@pytest.mark.parametrize("name", WRONG)
def test_the_schema_refuses(name: str) -> None:
    document = yaml.safe_load(TEMPLATE.replace(*WRONG[name], 1))
    assert len(list(jsonschema.Draft7Validator(SCHEMA).iter_errors(document))) == 1


def test_the_template_shows_every_key() -> None:
    """A key that the template leaves out is one that only few records have."""
    document = yaml.safe_load(TEMPLATE)
    shown = {plural: {key for record in document[plural] for key in record} for plural in LISTS}
    missing = {
        plural: set(SCHEMA["definitions"][model.__name__]["properties"]) - shown[plural]
        for plural, model in LISTS.items()
    }
    assert missing == {
        "organizations": set(),
        "datasets": {"former_ids", "note"},
        "agreements": {"former_ids", "note"},
        "flows": {"same_as", "former_ids", "quote", "note", "disputes"},
        "legal_actions": {"appeal_of", "former_ids", "note"},
        "sources": {"former_ids"},
    }
