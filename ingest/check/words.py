"""Categories and laws must be in the vocabulary."""

from collections.abc import Iterator

from ingest.check.facts import Facts
from ingest.faults import Fault, did_you_mean

__all__ = ["WORD_KEYS", "check_words"]

WORD_KEYS: dict[str, dict[str, str]] = {
    "dataset": {"categories": "category", "laws": "law"},
    "flow": {"categories": "category", "no_longer_bound": "law"},
}
"""The keys that hold words of the vocabulary, with the kind of the word."""


def check_words(facts: Facts) -> Iterator[Fault]:
    """Words that the vocabulary does not have, and words named twice in one list."""
    for entry in facts.entries:
        for key, kind in WORD_KEYS.get(entry.kind.kind_name, {}).items():
            seen: set[str] = set()
            for number, node in enumerate(entry.node.listed(key)):
                word = node.value
                if not isinstance(word, str):
                    continue
                if facts.kinds.get(word) != kind:
                    otherwise = "A new one is one entry in graphdb/vocabulary.yaml."
                    remedy = did_you_mean(word, facts.ids_of_kind.get(kind, ()), otherwise)
                    yield entry.fault((key, number), f"{word!r} is no {kind} of the vocabulary", remedy)
                elif word in seen:
                    yield entry.fault((key, number), f"{word!r} stands twice in the list", "Keep one of them.")
                seen.add(word)
