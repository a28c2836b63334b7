"""One JSON Schema for a facts file, derived from the records, so that an editor completes and checks while one types.

``python -m ingest.schema PATH`` writes it (``make facts-schema``). Draft 7: what yaml-language-server reads best.
"""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from graphdb.model import KINDS
from ingest.check.words import WORD_KEYS
from ingest.sources.curated import LISTS, VOCABULARY, Raw, read, records

__all__ = ["facts_schema", "main"]

_OURS = ("topic", "reader")


def facts_schema() -> dict[str, Any]:
    """The schema. Categories and laws are those of the vocabulary."""
    models = list(LISTS.values())
    _, whole = models_json_schema([(model, "validation") for model in models], ref_template="#/definitions/{model}")
    definitions = {name: _plain(definition) for name, definition in whole["$defs"].items()}
    for model in models:
        keys = definitions[model.__name__]["properties"]
        for key in _OURS:
            del keys[key]
        for key, kind in WORD_KEYS.get(model.kind_name, {}).items():
            keys[key]["items"] = {"$ref": f"#/definitions/{KINDS[kind].__name__}"}
    for kind in ("category", "law"):
        definitions[KINDS[kind].__name__] = _words(kind)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Facts file of datareach",
        "description": "Lists of records of one topic (docs/facts-format.md).",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            plural: {"type": "array", "items": {"$ref": f"#/definitions/{model.__name__}"}}
            for plural, model in LISTS.items()
        },
        "definitions": dict(sorted(definitions.items())),
    }


def _plain(schema: Any) -> Any:
    """Without titles that only repeat the key, and without null: a key that is not known is left out."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _plain(value) for key, value in schema.items() if not (key == "title" and isinstance(value, str))}
    if kept.get("default", "") is None:
        del kept["default"]
    choices = [choice for choice in kept.get("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        del kept["anyOf"]
        kept = {"allOf": choices} | kept if "$ref" in choices[0] else choices[0] | kept
    return kept


def _words(kind: str) -> dict[str, Any]:
    """The words of the vocabulary as an enum, each with its label for editors that show it."""
    words = tuple(file for file in read().files if file.name == VOCABULARY)
    entries = [entry for entry in records(Raw("", words)).entries if entry.kind.kind_name == kind]
    labels = [str(label.value) if (label := entry.node.get("label")) else "" for entry in entries]
    return {
        "type": "string",
        "description": f"A {kind} of graphdb/vocabulary.yaml.",
        "enum": [entry.id for entry in entries],
        "markdownEnumDescriptions": labels,
    }


def main(path: str) -> None:
    """Write the schema to a file."""
    Path(path).write_text(json.dumps(facts_schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
