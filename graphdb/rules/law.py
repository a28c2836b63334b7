"""Rule: law. Each dataset names the laws that bind it. At which hop is the receiver no longer bound by them? Only where a
record says so (``no_longer_bound`` of a flow); otherwise that is not established, and the answer says just that."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphdb.model import Dataset, Flow

__all__ = ["LawOnRoute", "laws_on_route"]


@dataclass(frozen=True, slots=True)
class LawOnRoute:
    """A law that binds the origin. ``ends_at``: the flow whose receiver is no longer bound, if a record says so;
    ``none`` means: not established."""

    law: str
    ends_at: str | None


def laws_on_route(origin: Dataset | None, hops: Sequence[Flow]) -> tuple[LawOnRoute, ...]:
    """The laws that bind the origin of a route, in the order of its record."""
    if origin is None:
        return ()
    return tuple(
        LawOnRoute(law, next((flow.id for flow in hops if law in flow.no_longer_bound), None)) for law in origin.laws
    )
