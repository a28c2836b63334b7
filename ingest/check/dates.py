"""Curated dates have one of three forms. Others that ``graphdb.dates`` reads (202X, 2025~) are for other readers."""

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from graphdb.dates import PartialDate, parse_date
from graphdb.errors import BadDate
from graphdb.model import KINDS, Record
from ingest.check.facts import Facts
from ingest.faults import Fault

__all__ = ["DATE_KEYS", "check_dates"]

_FORM = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_CURATED = Record.model_fields["reader"].default
_REMEDY = "Write YYYY, YYYY-MM or YYYY-MM-DD, no more exact than the source; tell the doubt in the note."


def _date_keys(annotation: Any, key: str = "") -> Iterator[str]:
    if annotation is PartialDate:
        yield key
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            yield from _date_keys(field.annotation, name)
    else:
        for inside in get_args(annotation):
            yield from _date_keys(inside, key)


DATE_KEYS = frozenset(key for kind in KINDS.values() for key in _date_keys(kind))
"""The keys, of records and of their parts, whose values are dates."""


def check_dates(facts: Facts) -> Iterator[Fault]:
    """Dates in a form that the facts format does not have, also in records that have other faults."""
    for entry in facts.entries:
        reader = entry.node.get("reader")
        if reader is not None and reader.value != _CURATED:
            continue
        for path, node in entry.node.scalars():
            if path and path[-1] in DATE_KEYS and isinstance(node.value, str) and _is_other_form(node.value):
                yield entry.fault(path, f"{node.value!r} has a form of date that the facts do not use", _REMEDY)


def _is_other_form(text: str) -> bool:
    """Whether it is a date all the same: what is none is told where the record is read."""
    if _FORM.fullmatch(text):
        return False
    try:
        parse_date(text)
    except BadDate:
        return False
    return True
