"""What the layers and the addresses tell each other about one request."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Context", "context_of"]

_KEY = "datareach"


@dataclass(slots=True)
class Context:
    """``route``: the address as described, such as ``/v1/reach/{target}``; empty where none matched. ``keep``: the answer
    may be given again to the same request, while the release is ``current`` (none: whichever is)."""

    request_id: str = ""
    route: str = ""
    keep: bool = False
    current: str | None = None
    kept: bool = False


def context_of(scope: MutableMapping[str, Any]) -> Context:
    """The context of a request; a new one where no layer made one."""
    context = scope.setdefault(_KEY, Context())
    assert isinstance(context, Context)  # noqa: S101 - the key is ours
    return context
