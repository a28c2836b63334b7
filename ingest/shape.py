"""From a node to a record, and from pydantic's errors to plain words."""

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from graphdb.errors import BadDate
from graphdb.model import Record
from ingest.entries import Entry
from ingest.faults import Fault, Path, did_you_mean
from ingest.located import Bare, Node

__all__ = ["shape"]

_OURS = ("topic", "reader")
_PATTERNS = {
    "^https?": ("is no web address", "Write the whole address, beginning with https://, without spaces."),
    "^[a-z0-9]+(-": ("is no id", "An id has lower-case letters and digits, with single hyphens between."),
    "^[a-z0-9]+([_": ("is no word of the vocabulary", "Such a word has lower-case letters, digits, _ and -."),
}
_WANTED = {
    "string_type": ("is no text", "Write it in quotes."),
    "int_type": ("is no whole number", "Write digits only, without quotes, commas or a unit."),
    "int_from_float": ("is no whole number", "Write digits only, without quotes, commas or a unit."),
    "bool_type": ("is neither true nor false", "Write true, or leave the key out."),
    "tuple_type": ("is no list", "Write it as a list, also when it is only one: [a]."),
    "model_type": ("is no mapping of keys", "Write its keys below it, indented."),
    "string_too_short": ("is empty", "Write it, or leave the key out."),
    "too_short": ("is an empty list", "At least one must be named."),
    "greater_than_equal": ("is below zero", "Write a number from 0."),
}


def shape(entry: Entry, *, topic: str, reader: str) -> list[Fault]:
    """Read the entry's node as a record of its kind, into ``entry.record``; or return why it cannot be read."""
    faults = [*_ours(entry), *_bare(entry)]
    content = _content(entry.node) | {"reader": reader} | ({"topic": topic} if topic else {})
    if entry.id:
        content["id"] = entry.id
    try:
        record = entry.kind.model_validate_json(json.dumps(content), strict=True)
    except ValidationError as error:
        seen = {(fault.line, fault.field) for fault in faults}
        every = error.errors(include_url=False)
        told = (_fault(entry, details) for details in every if not _only_seems_short(entry, details))
        return faults + [fault for fault in told if (fault.line, fault.field) not in seen]
    if not faults:
        entry.record = record
    return faults


def _only_seems_short(entry: Entry, details: Any) -> bool:
    """Of a list, pydantic counts the members without fault: one with a fault and no other is too short to it."""
    written = entry.node.at(details["loc"]).value
    return details["type"] == "too_short" and isinstance(written, list) and bool(written)


def _content(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _content(inside) for key, inside in node.value.items() if key not in _OURS}
    if isinstance(node.value, list):
        return [_content(inside) for inside in node.value]
    return None if isinstance(node.value, Bare) else node.value


def _ours(entry: Entry) -> Iterator[Fault]:
    for key in _OURS:
        if entry.node.get(key) is not None:
            yield entry.fault((key,), "is set by the ingest", "Leave the key out.")


def _bare(entry: Entry) -> Iterator[Fault]:
    for path, node in entry.node.scalars():
        if not isinstance(node.value, Bare):
            continue
        text = node.value.text
        if text in ("", "~", "null", "Null", "NULL"):
            yield entry.fault(path, "has no value", "Leave the key out: what is not known is not written.")
        else:
            yield entry.fault(path, f"{text} without quotes is no text in YAML", f"Write it in quotes: '{text}'.")


def _fault(entry: Entry, details: Any) -> Fault:
    path: Path = details["loc"]
    value, context = details["input"], details.get("ctx", {})
    problem, remedy = _words(entry.kind, path, details["type"], value, context)
    return entry.fault(path, problem, remedy)


def _words(kind: type[Record], path: Path, error: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:  # noqa: PLR0911
    shown = repr(value) if isinstance(value, str) and len(value) <= 80 else str(value)[:80]
    match error:
        case "missing":
            return "is missing", "Every record of this kind has it."
        case "extra_forbidden":
            return "is no key of this record", _known_keys(kind, path)
        case "enum":
            allowed = tuple(re.findall(r"'([^']*)'", context["expected"]))
            guess = did_you_mean(str(value), allowed, "")
            return f"{shown} is no known word", f"{guess} Allowed: {', '.join(allowed)}.".strip()
        case "string_pattern_mismatch":
            pattern = str(context["pattern"])
            known = next((words for start, words in _PATTERNS.items() if pattern.startswith(start)), None)
            problem, remedy = known or ("has a form that this key cannot have", f"It must match {pattern}.")
            return f"{shown} {problem}", remedy
        case "string_too_long":
            return f"is {len(value)} characters long", f"Shorten it to {context['max_length']} characters."
        case "string_type" if isinstance(value, int):
            return f"{shown} without quotes is a number", f"Write it in quotes: '{value}'."
        case "value_error" if isinstance(context.get("error"), BadDate):
            return context["error"].message.rstrip("."), context["error"].hint
    problem, remedy = _WANTED.get(error, ("has a value that this key cannot have", "See docs/facts-format.md."))
    return (problem if error in ("string_too_short", "too_short") else f"{shown} {problem}"), remedy


def _known_keys(kind: type[Record], path: Path) -> str:
    model: type[BaseModel] = kind
    for part in path[:-1]:
        if isinstance(part, str):
            model = _model_in(model.model_fields[part].annotation) or model
    known = tuple(key for key in model.model_fields if key not in _OURS)
    return did_you_mean(str(path[-1]), known, f"It has {', '.join(known)}.")


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inside in get_args(annotation) if (found := _model_in(inside))), None)
