"""Values for formats that know texts, numbers and booleans only."""

import re
from collections.abc import Mapping

from graphdb.texts import visible

__all__ = ["Plain", "plain_attributes", "xml_text"]

Plain = str | int | bool

_NO_XML = re.compile("[\ufffe\uffff]")
"""What XML 1.0 does not allow and ``visible`` leaves: the two that are no characters."""


def plain_attributes(attributes: Mapping[str, object]) -> dict[str, Plain]:
    """Attributes with lists as one text, parts joined by `` | ``, and texts that XML can hold."""
    return {name: _plain(value) for name, value in attributes.items()}


def xml_text(text: str) -> str:
    """Text in which each character that XML or a reader's eye could not take stands as an escape."""
    return _NO_XML.sub(lambda match: f"\\u{ord(match.group()):04x}", visible(text))


def _plain(value: object) -> Plain:
    if isinstance(value, bool | int):
        return value
    if isinstance(value, tuple):
        return xml_text(" | ".join(map(str, value)))
    return xml_text(str(value))
