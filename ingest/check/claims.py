"""Verbatim words are few."""

from collections.abc import Iterator

from ingest.check.facts import Facts
from ingest.faults import Fault

__all__ = ["LONGEST_QUOTE", "check_quotes"]

LONGEST_QUOTE = 25
"""Words."""


def check_quotes(facts: Facts) -> Iterator[Fault]:
    """Quotes that are too long."""
    for entry in facts.entries:
        quote = entry.node.get("quote")
        words = len(quote.value.split()) if quote and isinstance(quote.value, str) else 0
        if words > LONGEST_QUOTE:
            remedy = f"Shorten it to {LONGEST_QUOTE} words, or say it in your own words in the note."
            yield entry.fault(("quote",), f"the quote has {words} words", remedy)
