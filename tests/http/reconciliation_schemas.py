"""What the reconciliation protocol 0.2 requires of answers, as JSON Schemas of our own: at least as strict as those that its
specification publishes, and closed where we send nothing more."""

from typing import Any

__all__ = ["COLUMNS", "ENTITIES", "EXTENDED", "MANIFEST", "PROPERTIES", "RESULTS", "TYPES"]

Schema = dict[str, Any]


def closed(required: Schema, optional: Schema | None = None) -> Schema:
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


def array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


TEXT: Schema = {"type": "string"}
NAME: Schema = {"type": "string", "minLength": 1}
ADDRESS: Schema = {"type": "string", "pattern": "^https?://"}
WITH_ID: Schema = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}
TYPE = closed({"id": NAME, "name": NAME})
PLACE = closed({"service_url": ADDRESS, "service_path": {"type": "string", "pattern": "^/"}})
PROPERTY = closed({"id": NAME, "name": NAME}, {"description": TEXT})
SETTING: Schema = {
    "oneOf": [
        closed(
            {"type": {"const": "text"}, "label": NAME, "name": NAME},
            {"default": TEXT, "help_text": TEXT},
        ),
        closed(
            {
                "type": {"const": "select"},
                "label": NAME,
                "name": NAME,
                "choices": array(closed({"value": NAME, "name": NAME})),
            },
            {"default": TEXT, "help_text": TEXT},
        ),
    ]
}
VALUE: Schema = {
    "oneOf": [
        closed({"id": NAME, "name": NAME}, {"description": TEXT}),
        closed({"str": TEXT}),
        closed({"int": {"type": "integer"}}),
        closed({"float": {"type": "number"}}),
    ]
}

MANIFEST = closed(
    {
        "versions": {"type": "array", "items": TEXT, "contains": {"const": "0.2"}},
        "name": NAME,
        "identifierSpace": ADDRESS,
        "schemaSpace": ADDRESS,
        "defaultTypes": {"type": "array", "items": TYPE, "uniqueItems": True},
        "documentation": ADDRESS,
        "view": closed({"url": WITH_ID}),
        "preview": closed({"url": WITH_ID, "width": {"type": "integer"}, "height": {"type": "integer"}}),
        "suggest": closed({"entity": PLACE, "property": PLACE, "type": PLACE}),
        "extend": closed({"propose_properties": PLACE, "property_settings": array(SETTING)}),
        "batchSize": {"type": "integer", "minimum": 1},
    }
)
CANDIDATE = closed(
    {
        "id": NAME,
        "name": NAME,
        "description": TEXT,
        "type": array(TYPE),
        "score": {"type": "number", "minimum": 0, "maximum": 100},
        "features": array(closed({"id": NAME, "value": {"type": ["number", "boolean"]}})),
        "match": {"type": "boolean"},
    }
)
RESULTS: Schema = {"type": "object", "additionalProperties": closed({"result": array(CANDIDATE)})}
ENTITIES = closed({"result": array(closed({"id": NAME, "name": NAME, "description": TEXT, "notable": array(TYPE)}))})
TYPES = closed({"result": array(TYPE)})
PROPERTIES = closed({"result": array(PROPERTY)})
COLUMNS = closed({"type": NAME, "properties": array(PROPERTY)}, {"limit": {"type": "integer"}})
EXTENDED = closed(
    {
        "meta": array(closed({"id": NAME, "name": NAME}, {"type": TYPE})),
        "rows": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": array(VALUE)}},
    }
)
