"""Lists of records: filtered, counted by what they have, in pages that stay in one release."""

import base64
import binascii
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Self
from urllib.parse import urlencode

from pydantic import Field

from api.answering import public_source
from api.lists import RecordListed, RecordsAnswer
from api.parameters import AskedRecord, Text, Texts, read_number, split_words
from api.records import name_of
from graphdb.errors import BadParameter
from graphdb.graph import Graph
from graphdb.model import KINDS, Record

__all__ = ["FILTERS", "AskedRecords", "list_records"]

_MOST = 500
_MOST_VALUES = 50
_LISTED = tuple(kind for kind in KINDS if kind != "former_id")


def _has(*names: str) -> Callable[[Record], tuple[str, ...]]:
    """The values of the keys of a record with these names, as texts; none where it has no such key."""

    def values(record: Record) -> tuple[str, ...]:
        found = (getattr(record, name, None) for name in names)
        return tuple(text for value in found for text in _texts(value))

    return values


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def _only(kind: str, name: str) -> Callable[[Record], tuple[str, ...]]:
    values = _has(name)
    return lambda record: values(record) if record.kind_name == kind else ()


FILTERS: dict[str, Callable[[Record], tuple[str, ...]]] = {
    "kind": lambda record: (record.kind_name,),
    "type": _has("kind"),
    "topic": _has("topic"),
    "evidence": _has("evidence"),
    "mechanism": _has("mechanism"),
    "basis": _has("basis"),
    "from_place": _only("flow", "source"),
    "to_place": _only("flow", "target"),
    "agreement": _only("flow", "agreement"),
    "category": _has("categories"),
    "law": _has("laws"),
    "operator": _has("operator"),
    "parent": _has("parent"),
    "party": _has("parties"),
    "about": _has("about"),
    "status": _has("status"),
    "publisher": _only("source", "publisher"),
    "source": _has("sources"),
}
"""The filters of a list: for each the values that a record has. Several values of one filter: any of them; several
filters: all of them."""


class AskedRecords(AskedRecord):
    """The parameters of a list of records. Lists may repeat the name or use commas."""

    kind: Texts = Field(default_factory=list, description=f"Kinds of records: {', '.join(_LISTED)}. Default: all.")
    type: Texts = Field(
        default_factory=list, description="The kind that the record itself gives, such as company, contract or news."
    )
    topic: Texts = Field(default_factory=list, description="Topics that records are filed under.")
    evidence: Texts = Field(
        default_factory=list, description="Grades of flows: documented, official, reported, alleged."
    )
    mechanism: Texts = Field(default_factory=list, description="Mechanisms of flows.")
    basis: Texts = Field(default_factory=list, description="Bases of flows: occurred, agreed, permitted.")
    from_place: Texts = Field(default_factory=list, description="Ids of the places where flows leave.")
    to_place: Texts = Field(default_factory=list, description="Ids of the places where flows arrive.")
    agreement: Texts = Field(default_factory=list, description="Ids of the agreements of flows.")
    category: Texts = Field(default_factory=list, description="Ids of categories that datasets hold or flows carry.")
    law: Texts = Field(default_factory=list, description="Ids of laws that bind datasets.")
    operator: Texts = Field(default_factory=list, description="Ids of the organizations that operate datasets.")
    parent: Texts = Field(default_factory=list, description="Ids of the organizations above organizations.")
    party: Texts = Field(default_factory=list, description="Ids of the parties of agreements.")
    about: Texts = Field(default_factory=list, description="Ids of what legal actions are about.")
    status: Texts = Field(
        default_factory=list, description="Statuses of legal actions: pending, decided, settled, dismissed, withdrawn."
    )
    publisher: Texts = Field(
        default_factory=list, description="Publishers of sources. Names with a comma: repeat them."
    )
    source: Texts = Field(default_factory=list, description="Ids of sources that records cite.")
    limit: Text = Field(default="100", description=f"The most records on a page, 1 to {_MOST}.")
    cursor: str | None = Field(
        default=None, max_length=1000, description="Where the page begins: what the address of the next page holds."
    )

    def placed(self) -> tuple[Self, tuple[int, str] | None]:
        """The parameters with the release of the cursor, and the record after which the page begins. Raises BadParameter."""
        if self.cursor is None:
            return self, None
        release, kind, id_ = _read_cursor(self.cursor, self._digest())
        if self.known_at not in (None, release):
            raise BadParameter("The cursor is of another release than known_at.", "Leave known_at out.")
        return self.model_copy(update={"known_at": release}), (kind, id_)

    def following(self, release: str, kind: int, id_: str) -> str:
        """The query of the page after a record."""
        text = json.dumps([release, kind, id_, self._digest()], separators=(",", ":"))
        cursor = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
        given = self.model_dump(exclude_unset=True, exclude_none=True) | {"known_at": release, "cursor": cursor}
        return urlencode(sorted(given.items()), doseq=True)

    def wanted(self) -> dict[str, frozenset[str]]:
        """The values asked for, by filter. Raises BadParameter."""
        given = {name: frozenset(self._values(name)) for name in FILTERS}
        unknown = sorted(given["kind"] - set(_LISTED))
        if unknown:
            raise BadParameter(f"{unknown[0]!r} is no kind of record.", f"Kinds: {', '.join(_LISTED)}.")
        return {name: values for name, values in given.items() if values}

    def _values(self, name: str) -> tuple[str, ...]:
        texts: list[str] = getattr(self, name)
        return tuple(texts) if name == "publisher" else split_words(texts)

    def _digest(self) -> str:
        """What the cursor of one list must not be used for: another list."""
        content = {name: sorted(self._values(name)) for name in FILTERS}
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:12]


def list_records(graph: Graph, asked: AskedRecords, after: tuple[int, str] | None, path: str) -> RecordsAnswer:
    """A page of the list at ``path``. Raises BadParameter."""
    wanted, most = asked.wanted(), _read_most(asked.limit)
    matching = [(place, record) for place, record in _in_order(graph) if _matches(record, wanted)]
    rest = [(place, record) for place, record in matching if after is None or place > after]
    shown = [record for _, record in rest[:most]]
    cited = dict.fromkeys(id_ for record in shown for id_ in getattr(record, "sources", ()))
    last = rest[most - 1][0] if len(rest) > most else None
    return RecordsAnswer(
        release=graph.name,
        total=len(matching),
        facets=_facets([record for _, record in matching]),
        records=[RecordListed(id=one.id, kind=one.kind_name, name=name_of(one), record=_content(one)) for one in shown],
        next=f"{path}?{asked.following(graph.name, *last)}" if last else None,
        sources={source.id: public_source(source) for source in graph.sources(cited)},
    )


def _in_order(graph: Graph) -> Iterator[tuple[tuple[int, str], Record]]:
    for number, kind in enumerate(_LISTED):
        for record in sorted(graph.release.of_kind(kind), key=lambda one: one.id):
            yield (number, record.id), record


def _matches(record: Record, wanted: Mapping[str, frozenset[str]]) -> bool:
    return all(not values.isdisjoint(FILTERS[name](record)) for name, values in wanted.items())


def _facets(records: list[Record]) -> dict[str, dict[str, int]]:
    counted = {name: Counter(value for one in records for value in set(of(one))) for name, of in FILTERS.items()}
    return {
        name: dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_VALUES])
        for name, counts in counted.items()
        if counts
    }


def _content(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_defaults=True)


def _read_most(text: str) -> int:
    most = read_number(text, "limit")
    if not 1 <= most <= _MOST:
        raise BadParameter(f"A page of {most} records cannot be.", f"Ask for 1 to {_MOST}.")
    return most


def _read_cursor(text: str, digest: str) -> tuple[str, int, str]:
    hint = "Use the address of the next page as it is, or leave cursor out to begin anew."
    try:
        content = json.loads(base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
        release, kind, id_, of = content
    except (binascii.Error, ValueError, TypeError, RecursionError) as reason:
        raise BadParameter("The cursor cannot be read.", hint) from reason
    if not (isinstance(release, str) and type(kind) is int and isinstance(id_, str)):
        raise BadParameter("The cursor cannot be read.", hint)
    if of != digest:
        raise BadParameter("The cursor is of a list with other filters.", hint)
    return release, kind, id_
