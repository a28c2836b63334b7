"""What the service tells of itself."""

from typing import Any

from api.reconcile.kinds import TYPES
from api.reconcile.models import MOST_QUERIES, Manifest
from graphdb.questions.parameters import Question

__all__ = ["PATH", "manifest"]

PATH = "/v1/reconcile"

_SETTINGS: list[dict[str, Any]] = [
    {
        "type": "text",
        "name": "target",
        "label": "Target",
        "default": "ice",
        "help_text": "Id of the organization or dataset that is reached.",
    },
    {
        "type": "select",
        "name": "question",
        "label": "Question",
        "default": Question.flowing.value,
        "help_text": "flowing: every hop is open. held: the data is there, also as a copy. ever: it was there once.",
        "choices": [{"value": word.value, "name": word.value} for word in Question],
    },
    {
        "type": "text",
        "name": "as_of",
        "label": "Day",
        "default": "",
        "help_text": "The day asked about, YYYY-MM-DD. Empty: today.",
    },
]


def manifest(host: str) -> Manifest:
    """The manifest of the service at a host (``https://data.example.org``)."""

    def place(path: str) -> dict[str, str]:
        return {"service_url": host, "service_path": PATH + path}

    return Manifest.model_validate(
        {
            "versions": ["0.2"],
            "name": "datareach",
            "identifierSpace": f"{host}/v1/records/",
            "schemaSpace": f"{host}/v1/vocabulary",
            "defaultTypes": list(TYPES.values()),
            "documentation": f"{host}/openapi.json",
            "view": {"url": f"{host}/v1/records/{{{{id}}}}"},
            "preview": {"url": f"{host}{PATH}/preview/{{{{id}}}}", "width": 420, "height": 240},
            "suggest": {
                "entity": place("/suggest/entity"),
                "property": place("/suggest/property"),
                "type": place("/suggest/type"),
            },
            "extend": {"propose_properties": place("/properties"), "property_settings": _SETTINGS},
            "batchSize": MOST_QUERIES,
        }
    )
