"""The address that always gives the same answer: the question, the ids, what was asked, the day and the release."""

from urllib.parse import quote, urlencode

from api.parameters import AskedRecord, today

__all__ = ["PREFIX", "address_of", "path_of", "query_of"]

PREFIX = "/v1"
"""Before every address that is a promise."""


def path_of(name: str, ids: tuple[str, ...]) -> str:
    """The path, without a suffix."""
    return "/".join([PREFIX, name, *(quote(id_, safe="") for id_ in ids)])


def query_of(asked: AskedRecord, release: str) -> str:
    """What was asked, with the release and the day."""
    given = asked.model_dump(exclude_unset=True, exclude_none=True)
    day = {"as_of": today().isoformat()} if hasattr(asked, "as_of") else {}
    return urlencode(sorted((day | given | {"known_at": release}).items()), doseq=True)


def address_of(name: str, ids: tuple[str, ...], asked: AskedRecord, release: str) -> str:
    """The path and query."""
    return f"{path_of(name, ids)}?{query_of(asked, release)}"
