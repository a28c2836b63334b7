"""Removal: which flows are gone when an agreement, a flow, a place or what a legal action is about is left out."""

from collections.abc import Iterable, Iterator

import numpy as np

from graphdb.errors import BadParameter
from graphdb.graph import Graph
from graphdb.model import Agreement, Flow, LegalAction
from graphdb.rules.target import target_places
from graphdb.rules.units import agreement_units

__all__ = ["flows_named", "removed_flows"]


def removed_flows(graph: Graph, ids: Iterable[str]) -> frozenset[int]:
    """The numbers of the flows that go with these records (``Filters.without``).

    An agreement takes the flows under it. A flow takes itself and its other tellings. A place takes what leaves or
    enters it and, for an organization, what is below it or operated by it. A legal action takes the flows that it names
    and those under agreements that it names.

    Raises:
        UnknownId: there is no such record.
        BadParameter: nothing can be removed by such a record (a source, for example).
    """
    return frozenset(number for id_ in ids for number in flows_named(graph, id_))


def flows_named(graph: Graph, id_: str) -> Iterator[int]:
    """The numbers of the flows that go with one record, as ``removed_flows`` has it."""
    record = graph.record(id_)
    if record.id in graph.place_number:
        mask = target_places(graph.network, graph.place_number[record.id]).mask
        touched = mask[graph.network.source] | mask[graph.network.target]
        yield from (int(number) for number in np.flatnonzero(touched))
    elif isinstance(record, Agreement):
        units = agreement_units(graph.flows)
        if record.id in units.number:
            yield from (int(number) for number in np.flatnonzero(units.of_flow == units.number[record.id]))
    elif isinstance(record, Flow):
        same = graph.network.same
        yield from (int(number) for number in np.flatnonzero(same == same[graph.flow_number[record.id]]))
    elif isinstance(record, LegalAction):
        yield from _named_by(graph, record)
    else:
        kind = record.kind_name.replace("_", " ")
        hint = "Name an agreement, a flow, an organization, a dataset or a legal action."
        raise BadParameter(f"{id_!r} is the id of a {kind}: nothing is removed by it.", hint)


def _named_by(graph: Graph, action: LegalAction) -> Iterator[int]:
    named = {*action.about, *(id_ for event in action.events for id_ in event.affects)}
    agreements = {
        agreement.id
        for agreement in graph.release.of_kind("agreement")
        if isinstance(agreement, Agreement)
        and (agreement.id in named or any(event.legal_action == action.id for event in agreement.history))
    }
    for number, flow in enumerate(graph.flows):
        touched = any(event.legal_action == action.id for event in flow.history)
        if flow.id in named or flow.agreement in agreements or touched:
            yield number
