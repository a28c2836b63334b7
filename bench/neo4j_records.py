"""The records of a generated graph (``bench.generate``), so that a store can keep it: every place and every flow.

Dates are written as days; what the arrays say of precision and of deleted copies is left out. Each flow cites as many
publishers as the arrays count.
"""

import datetime
import json
from collections.abc import Iterator
from itertools import chain

import numpy as np

from bench.generate import CATEGORIES, PUBLISHERS, Generated
from graphdb.dates import FOREVER
from graphdb.model import Basis, Evidence, Mechanism, Record
from graphdb.release import Release, read_records
from graphdb.rules.states import WALKABLE

__all__ = ["release_of"]

Content = dict[str, object]
_KINDS = {"organization": "company", "dataset": "records_system"}


def release_of(generated: Generated) -> Release:
    """The release of a generated graph. A million flows take about 6 GB."""
    lines = (json.dumps(content) for content in chain(_words(), _places(generated), _flows(generated)))
    records: list[Record] = []
    some: list[str] = []
    for line in lines:
        some.append(line)
        if len(some) == 20_000:
            records += read_records(some)
            some = []
    return Release.of([*records, *read_records(some)])


def place_ids(generated: Generated) -> list[str]:
    """The id of every place, in the order of its number."""
    return [f"{'o' if flag else 'd'}-{number:07}" for number, flag in enumerate(generated.network.is_organization)]


def _words() -> Iterator[Content]:
    for number in range(CATEGORIES):
        told = {"label": f"Category {number}", "description": "A kind of data.", "sensitive": False}
        yield {"kind": "category", "id": f"c_{number:02}"} | told
    for number in range(PUBLISHERS):
        url = f"https://example.org/{number}"
        told = {"url": url, "publisher": f"Publisher {number}", "title": f"Document {number}", "is": "news"}
        yield {"kind": "source", "id": f"s-{number:02}"} | told


def _places(generated: Generated) -> Iterator[Content]:
    network, ids = generated.network, place_ids(generated)
    for number, organization in enumerate(network.is_organization):
        kind = "organization" if organization else "dataset"
        content: Content = {"kind": kind, "id": ids[number], "name": f"Place {number}", "is": _KINDS[kind]}
        content["sources"] = ["s-00"]
        if organization:
            above = network.parent[number]
            yield content | ({"parent": ids[above]} if above >= 0 else {})
            continue
        content |= {"operator": ids[network.operator[number]], "description": "A set of records."}
        part = network.part_of[number]
        yield (
            content
            | {"categories": _categories(network.holds[number, 0])}
            | ({"part_of": ids[part]} if part >= 0 else {})
        )


def _flows(generated: Generated) -> Iterator[Content]:
    network, ids = generated.network, place_ids(generated)
    starts = np.searchsorted(network.period_flow, np.arange(network.flow_count + 1))
    onward: dict[int, list[str]] = {}
    for earlier, later in network.onward.tolist():
        onward.setdefault(later, []).append(_flow_id(earlier))
    bases, grades, mechanisms = list(Basis), list(Evidence), list(Mechanism)
    for number in range(network.flow_count):
        yield {
            "kind": "flow",
            "id": _flow_id(number),
            "source": ids[network.source[number]],
            "target": ids[network.target[number]],
            "mechanism": mechanisms[network.mechanism[number]],
            "basis": bases[network.basis[number]],
            "evidence": grades[network.grade[number]],
            "categories": _categories(network.listed[number, 0]),
            "categories_complete": bool(network.complete[number]),
            "purpose": "Move data",
            "history": list(_history(generated, range(starts[number], starts[number + 1]))),
            "sources": [f"s-{(number + more) % PUBLISHERS:02}" for more in range(network.publishers[number])],
        } | ({"onward_of": onward[number]} if number in onward else {})


def _history(generated: Generated, periods: range) -> Iterator[Content]:
    network = generated.network
    for period in periods:
        yield {"date": _day(network.sure_first[period]), "state": WALKABLE[network.period_state[period]]}
        if network.sure_last[period] < FOREVER:
            yield {"date": _day(network.sure_last[period]), "state": "ended"}


def _flow_id(number: int) -> str:
    return f"f-{number:07}"


def _day(number: int) -> str:
    return datetime.date.fromordinal(int(number)).isoformat()


def _categories(bits: np.uint64) -> list[str]:
    return [f"c_{number:02}" for number in range(CATEGORIES) if int(bits) >> number & 1]
