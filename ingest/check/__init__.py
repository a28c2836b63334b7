"""The checks of what was read, one rule (or a few close ones) a module: pure functions from facts to faults."""

from ingest.check.addresses import check_addresses
from ingest.check.chains import check_chains, check_circles, check_onward
from ingest.check.claims import check_quotes
from ingest.check.dates import check_dates
from ingest.check.facts import Facts
from ingest.check.histories import check_histories
from ingest.check.identity import check_duplicates, check_former_ids
from ingest.check.legal import check_legal_actions
from ingest.check.order import check_order
from ingest.check.references import check_references
from ingest.check.texts import check_texts
from ingest.check.words import check_words
from ingest.faults import Fault, ordered

__all__ = ["RULES", "RULES_OF_THE_WHOLE", "Facts", "check"]

RULES = (
    check_texts,
    check_quotes,
    check_duplicates,
    check_former_ids,
    check_words,
    check_addresses,
    check_dates,
    check_order,
    check_histories,
    check_chains,
    check_circles,
    check_onward,
    check_legal_actions,
)
"""Rules that hold for any part of the facts."""

RULES_OF_THE_WHOLE = (check_references,)
"""Rules that mean something only when every file could be read."""


def check(facts: Facts) -> tuple[Fault, ...]:
    """Every fault of the facts, by file and line. Ids that vanished are looked for apart (``check_vanished``)."""
    rules = RULES + RULES_OF_THE_WHOLE if facts.complete else RULES
    return ordered(fault for rule in rules for fault in rule(facts))
