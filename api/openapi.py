"""The description of the app: every address with all its answers, and examples that are real answers.

The examples are in ``api/examples.json``, which ``python -m api.reference`` writes from the packaged facts; a test holds them
against the app.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.every_question import EVERY_QUESTION
from api.formats.registry import formats_of
from api.problems import MEDIA_TYPE, STATUS, meaning

__all__ = ["EXAMPLES", "described", "field_examples"]

EXAMPLES = Path(__file__).with_name("examples.json")

_PREFIX = "/v1/"
_OF_IDS = (308, 404, 410)
_ALWAYS = (400, 406, 413, 414, 422, 429, 500, 503)
_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_HEADERS = {
    "ETag": "A strong tag of this answer.",
    "Link": "Addresses beside it: canonical (release and day pinned), alternate (other formats), next (of a page).",
    "Last-Modified": "When the release was published or, where the day is today, when that began.",
    "Datareach-Release": "The release that answers.",
}
_LONGEST_TEXT = 300


@cache
def _examples() -> dict[str, Any]:
    if not EXAMPLES.exists():  # while they are written for the first time
        return {"answers": {}, "fields": {}}
    read: dict[str, Any] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return read


def described(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """Gives the description, made once."""

    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    return openapi


def _described(app: FastAPI) -> dict[str, Any]:
    api = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description="Read-only. Every answer names its release and its sources; docs/api.md says what is promised.",
        routes=app.routes,
    )
    for path, methods in api["paths"].items():
        if path.startswith(_PREFIX):
            for operation in methods.values():
                _complete(path, operation)
    schemas = api["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for name, example in _examples()["fields"].items():
        model, _, field = name.partition(".")
        if field in schemas.get(model, {}).get("properties", {}):
            schemas[model]["properties"][field]["examples"] = [example]
    return api


def _complete(path: str, operation: dict[str, Any]) -> None:
    """All answers of one address, by their status."""
    responses = operation["responses"]
    good = responses["200"]
    good["description"] = "The answer."
    name = path.removeprefix(_PREFIX).partition("/")[0]
    example = _examples()["answers"].get(path)
    if example is not None:
        good["content"]["application/json"]["example"] = example["answer"]
    from_release = "known_at" in {one["name"] for one in operation.get("parameters", [])}
    if from_release:
        good["headers"] = {
            name: {"description": words, "schema": {"type": "string"}} for name, words in _HEADERS.items()
        }
        for format_ in formats_of(name, graph=name in EVERY_QUESTION):
            good["content"].setdefault(format_.media_type, {"schema": {"type": "string"}})
    operation["responses"] = {"200": good} | {
        str(status): _refusal(status) for status in sorted(_statuses(path, from_release=from_release))
    }


def _statuses(path: str, *, from_release: bool) -> Iterator[int]:
    yield from _ALWAYS
    if from_release:
        yield from (304, 404)
    if "{" in path:
        yield from _OF_IDS if from_release else (404,)


def _refusal(status: int) -> dict[str, Any]:
    if status == 304:
        return {"description": "The client has this answer: it named its tag."}
    if status == 308:
        location = {"description": "The address with the current ids.", "schema": {"type": "string"}}
        return {"description": "An id in the address is a former one.", "headers": {"Location": location}}
    codes = [code for code, one in STATUS.items() if one == status]
    words = " ".join(f"`{code}`: {meaning(code)}" for code in codes)
    return {"description": words, "content": {MEDIA_TYPE: {"schema": _PROBLEM}}}


def field_examples(api: dict[str, Any], model: str, answer: Any) -> Iterator[tuple[str, Any]]:
    """The values in an answer by the name of their model and field, such as ``Hop.state``: what is short enough to show."""
    schemas = api["components"]["schemas"]
    for field, schema in schemas[model].get("properties", {}).items():
        value = answer.get(field)
        if value is None or value in ([], {}):
            continue
        below = list(_models(schema))
        if below:
            yield from _below(api, below[0], value)
        else:
            yield f"{model}.{field}", _short(value)


def _below(api: dict[str, Any], model: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Examples of a model that stands by itself, in a list, or in a table by names."""
    if isinstance(value, list):
        for one in value:
            yield from _below(api, model, one)
    elif not value.keys() <= api["components"]["schemas"][model].get("properties", {}).keys():
        for one in value.values():
            yield from _below(api, model, one)
    else:
        yield from field_examples(api, model, value)


def _models(schema: dict[str, Any]) -> Iterator[str]:
    """The models that a field is made of."""
    if "$ref" in schema:
        yield schema["$ref"].rpartition("/")[2]
    for below in (*schema.get("anyOf", ()), schema.get("items"), schema.get("additionalProperties")):
        if isinstance(below, dict):
            yield from _models(below)


def _short(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        return value[:_LONGEST_TEXT].rpartition(" ")[0] + " ..."
    if isinstance(value, list):
        return [_short(one) for one in value[:2]]
    if isinstance(value, dict):
        return {name: _short(one) for name, one in list(value.items())[:2]}
    return value
