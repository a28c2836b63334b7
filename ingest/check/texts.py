"""Text that could mislead a reader or a page: control characters, invisible ones, HTML, several forms of one letter."""

import re
import unicodedata
from collections.abc import Iterator

from graphdb.texts import BIDIRECTIONAL, CONTROL, INVISIBLE
from ingest.check.facts import Facts
from ingest.faults import Fault

__all__ = ["check_texts", "complaint"]

_SUSPECT = re.compile(
    f"(?P<control>[{CONTROL}])|(?P<bidirectional>[{BIDIRECTIONAL}])|(?P<invisible>[{INVISIBLE}])|(?P<html><[A-Za-z/!?])"
)
_TAKE_IT_OUT = "Take it out."
_COMPLAINTS = {
    "control": ("holds a control character or a line break ({})", "Write the text as one paragraph."),
    "bidirectional": ("holds a character that turns the direction of writing ({})", _TAKE_IT_OUT),
    "invisible": ("holds an invisible character ({})", _TAKE_IT_OUT),
    "html": ("holds what looks like HTML ({!r})", "Write plain text, without markup."),
}


def check_texts(facts: Facts) -> Iterator[Fault]:
    """Every text of every record, also of records with other faults."""
    for entry in facts.entries:
        if found := complaint(entry.id):
            yield entry.fault(("id",), *found)
        for path, node in entry.node.scalars():
            if isinstance(node.value, str) and (found := complaint(node.value)):
                yield entry.fault(path, *found)


def complaint(text: str) -> tuple[str, str] | None:
    """What is wrong with a text, and what to do; nothing when it is clean."""
    if found := _SUSPECT.search(text):
        problem, remedy = _COMPLAINTS[found.lastgroup or ""]
        shown = found.group() if found.lastgroup == "html" else f"U+{ord(found.group()):04X}"
        return problem.format(shown), remedy
    if text and (text[0].isspace() or text[-1].isspace()):
        return "begins or ends with a space", _TAKE_IT_OUT
    if not unicodedata.is_normalized("NFC", text):
        return "is not in the Unicode form NFC (a letter and its accent are two characters)", "Type the letter anew."
    return None
