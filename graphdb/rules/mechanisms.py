"""Rule: copy or window. What stays at the receiver when the flow is over?"""

from graphdb.model import Mechanism

__all__ = ["COPIES", "leaves_copy"]

COPIES = frozenset(
    {
        Mechanism.bulk_transfer,
        Mechanism.purchase,
        Mechanism.api_feed,
        Mechanism.matching,
        Mechanism.ad_hoc_request,
        Mechanism.subpoena,
    }
)
"""Mechanisms that leave a copy. Query access, a login and a biometric search are windows; so is ``unknown``, since we do
not claim a copy that no source shows."""


def leaves_copy(mechanism: Mechanism) -> bool:
    """Whether data that moved this way stays at the receiver."""
    return mechanism in COPIES
