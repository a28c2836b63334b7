"""The records behind a few flows of a generated network, and the graph that these make."""

import datetime
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bench.generate import CATEGORIES, PUBLISHERS, Dates, Generated
from graphdb.dates import FOREVER
from graphdb.graph import Graph
from graphdb.model import (
    Agreement,
    Basis,
    Category,
    Dataset,
    Evidence,
    Flow,
    Mechanism,
    Organization,
    Record,
    Source,
)
from graphdb.release import Release
from graphdb.rules.states import WALKABLE

__all__ = ["graph_of", "same_periods"]


def graph_of(generated: Generated, flows: NDArray[np.int64]) -> Graph:
    """The graph of these flows (ascending), their places, the target, and what they cite. Ids order as numbers do, so
    the flows are numbered from 0 in the order given."""
    network = generated.network
    places = np.unique(np.concatenate([network.source[flows], network.target[flows], [generated.target]]))
    operators = network.operator[places]
    places = np.unique(np.concatenate([places, operators[operators >= 0]]))
    records: list[Record] = [_place(generated, int(place)) for place in places]
    records += [_flow(generated, int(flow)) for flow in flows]
    records += [_source(number) for number in range(PUBLISHERS)]
    records += [_agreement(number) for number in range(_AGREEMENTS)]
    records += [
        Category(id=_category(bit), label=f"Category {bit}", description="Made up.", sensitive=False)
        for bit in range(CATEGORIES)
    ]
    return Graph(Release.of(records))


def same_periods(generated: Generated, flows: NDArray[np.int64], graph: Graph) -> bool:
    """Whether the records of these flows give the very periods that the generated network has."""
    of_flows = np.flatnonzero(np.isin(generated.network.period_flow, flows))
    sure = ("sure_first", "sure_last", "sure_until", "somewhere")
    names = ("period_state", *sure, "possible_first", "possible_last", "possible_until")
    return all(
        np.array_equal(getattr(generated.network, name)[of_flows], getattr(graph.network, name)) for name in names
    ) and np.array_equal(generated.network.attested[flows], graph.network.attested)


_AGREEMENTS = 100


def _place(generated: Generated, place: int) -> Organization | Dataset:
    network = generated.network
    if network.is_organization[place]:
        return Organization(id=_id(generated, place), name=f"Organization {place}", kind="group", sources=())
    return Dataset(
        id=_id(generated, place),
        name=f"Dataset {place}",
        kind="records_system",
        operator=_id(generated, int(network.operator[place])),
        description="Made up.",
        categories=tuple(_categories(int(network.holds[place, 0]))),
        sources=("source-00",),
    )


def _flow(generated: Generated, flow: int) -> Flow:
    network = generated.network
    publishers = int(network.publishers[flow])
    return Flow(
        id=f"flow-{flow:07d}",
        source=_id(generated, int(network.source[flow])),
        target=_id(generated, int(network.target[flow])),
        agreement=f"agreement-{flow % _AGREEMENTS:02d}" if flow % 2 else None,
        mechanism=list(Mechanism)[network.mechanism[flow]],
        basis=list(Basis)[network.basis[flow]],
        categories=tuple(_categories(int(network.listed[flow, 0]))),
        categories_complete=bool(network.complete[flow]),
        purpose="Made up.",
        history=tuple(_history(generated, flow)),
        evidence=list(Evidence)[network.grade[flow]],
        sources=tuple(f"source-{(flow + number) % PUBLISHERS:02d}" for number in range(publishers)),
    )


def _history(generated: Generated, flow: int) -> Iterator[dict[str, str]]:
    network, histories = generated.network, generated.histories
    start, end = np.searchsorted(network.period_flow, [flow, flow + 1])
    for period in range(int(start), int(end)):
        yield {"date": _text(histories.opened, period), "state": WALKABLE[network.period_state[period]]}
        if histories.closed.first[period] < FOREVER:
            yield {"date": _text(histories.closed, period), "state": "ended"}
    if histories.deleted.first[flow] < FOREVER:
        yield {"date": _text(histories.deleted, flow), "state": "copy_deleted"}


def _text(dates: Dates, at: int) -> str:
    """A date as exact as the days that it may mean."""
    first, last = (datetime.date.fromordinal(int(day)) for day in (dates.first[at], dates.last[at]))
    if first == last:
        return first.isoformat()
    return f"{first:%Y-%m}" if first.month == last.month else f"{first:%Y}"


def _source(number: int) -> Source:
    return Source(
        id=f"source-{number:02d}",
        url=f"https://example.org/{number}",
        publisher=f"Publisher {number}",
        title="Made up",
        kind="news",
    )


def _agreement(number: int) -> Agreement:
    return Agreement(
        id=f"agreement-{number:02d}",
        title=f"Agreement {number}",
        kind="contract",
        parties=(),
        history=({"date": "2010", "state": "in_force"},),
        sources=("source-00",),
    )


def _id(generated: Generated, place: int) -> str:
    kind = "organization" if generated.network.is_organization[place] else "dataset"
    return f"{kind}-{place:07d}"


def _categories(bits: int) -> Iterator[str]:
    return (_category(bit) for bit in range(CATEGORIES) if bits >> bit & 1)


def _category(bit: int) -> str:
    return f"category_{bit:02d}"
