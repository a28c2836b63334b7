"""Which boxes a picture has: places, groups of places, and the parts of the target that receive data.

Three groups, in this order. More than twelve parts of the target: those to which the fewest arrows come become "other parts".
Organizations that only send, and to the same boxes: they differ in nothing that the map shows. And where there are still
more boxes than a map can hold, the datasets of one operator, largest groups first, never those of the pinned route."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graphdb.answers import Hop, Place
from graphdb.graph import Graph
from graphdb.model import Organization
from viz.wording import display_name

__all__ = ["MOST_BOXES", "MOST_STORY_BOXES", "MOST_TARGET_BOXES", "Flows", "Spot", "spots"]

MOST_BOXES = 150
MOST_STORY_BOXES = 30
MOST_TARGET_BOXES = 12

_KINDS = {
    "federal_department": "federal departments",
    "federal_agency": "federal agencies",
    "component": "federal components",
    "state_agency": "state agencies",
    "local_agency": "local agencies",
    "company": "companies",
    "nonprofit": "nonprofits",
    "interstate_body": "interstate bodies",
    "court": "courts",
    "foreign_government": "foreign governments",
}
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """One box to be: the places that it stands for, in the order of their ids. ``name``: of a group."""

    places: tuple[Place, ...]
    target: bool
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Flows:
    """The flows to be drawn. ``own``: the ids of the places of the target."""

    graph: Graph
    hops: Sequence[Hop]
    target: Place
    own: frozenset[str]

    @property
    def places(self) -> dict[str, Place]:
        """All their places by id."""
        return {place.id: place for hop in self.hops for place in (hop.source, hop.target)}


def spots(flows: Flows, kept: frozenset[str]) -> tuple[Spot, ...]:
    """The boxes of a picture of these flows, in the order of the ids of their places. ``kept``: the ids of places that no
    group may take: those of the pinned route, and those that the reader wants to see one by one."""
    places = flows.places
    taken = _target_parts(flows, kept)
    taken += _senders(flows, kept, taken)
    count = len(places) - sum(len(spot.places) - 1 for spot in taken)
    if count > MOST_BOXES:
        taken += _operators(flows, kept, taken, count)
    grouped = {place.id for spot in taken for place in spot.places}
    alone = [Spot((place,), id_ in flows.own) for id_, place in places.items() if id_ not in grouped]
    return tuple(sorted([*taken, *alone], key=lambda spot: spot.places[0].id))


def _target_parts(flows: Flows, kept: frozenset[str]) -> list[Spot]:
    """The parts of the target that do not get a box of their own."""
    arrivals: defaultdict[str, int] = defaultdict(int)
    for hop in flows.hops:
        if hop.target.id in flows.own:
            arrivals[hop.target.id] += 1
    if len(arrivals) <= MOST_TARGET_BOXES:
        return []
    order = sorted(arrivals, key=lambda id_: (id_ not in kept, -arrivals[id_], id_))
    others = tuple(flows.places[id_] for id_ in sorted(order[MOST_TARGET_BOXES - 1 :]) if id_ not in kept)
    return [Spot(others, True, f"Other parts of {flows.target.short} ({len(others)})")] if len(others) > 1 else []


def _senders(flows: Flows, kept: frozenset[str], taken: Sequence[Spot]) -> list[Spot]:
    """Organizations to which nothing comes and which send to the same boxes."""
    places = flows.places
    box = {place.id: spot.places[0].id for spot in taken for place in spot.places}
    heads: defaultdict[str, set[str]] = defaultdict(set)
    receiving = {hop.target.id for hop in flows.hops}
    for hop in flows.hops:
        heads[hop.source.id].add(box.get(hop.target.id, hop.target.id))
    alike: defaultdict[tuple[str, ...], list[Place]] = defaultdict(list)
    for id_ in sorted(heads):
        if places[id_].kind == "organization" and id_ not in receiving | flows.own | kept:
            alike[tuple(sorted(heads[id_]))].append(places[id_])
    return [Spot(tuple(group), False, _group_name(flows.graph, group)) for group in alike.values() if len(group) > 1]


def _group_name(graph: Graph, group: Sequence[Place]) -> str:
    """What the members have in common: all their abbreviations, the body above all of them, or their kind."""
    records = [record for place in group if isinstance(record := graph.records[place.id], Organization)]
    if len(group) <= _MOST_NAMED and all(record.abbreviation for record in records):
        return ", ".join(place.short for place in group)
    parents = {record.parent for record in records}
    if len(parents) == 1 and (parent := parents.pop()) is not None:
        above = graph.records[parent]
        assert isinstance(above, Organization)  # noqa: S101 - the parent of an organization is one
        return f"{display_name(above.name.split(' (all')[0])}, {len(group)} of them"
    kinds = {record.kind.value for record in records}
    if len(kinds) == 1 and (words := _KINDS.get(kinds.pop())):
        return f"{len(group)} {words}"
    first = min((display_name(place.name) for place in group), key=lambda name: (len(name), name))
    return f"{first}, and {len(group) - 1} other{'s' if len(group) > 2 else ''}"


def _operators(flows: Flows, kept: frozenset[str], taken: Sequence[Spot], count: int) -> list[Spot]:
    """Datasets of one operator, largest groups first, until the map can hold the boxes."""
    places = flows.places
    grouped = {place.id for spot in taken for place in spot.places}
    operated: defaultdict[str, list[Place]] = defaultdict(list)
    for id_ in sorted(places):
        place = places[id_]
        if place.operator and id_ not in grouped | flows.own | kept:
            operated[place.operator].append(place)
    merged = []
    for operator in sorted(operated, key=lambda id_: (-len(operated[id_]), id_)):
        group = operated[operator]
        if count <= MOST_BOXES or len(group) < 2:
            break
        merged.append(Spot(tuple(group), False, f"{group[0].operator_name}, {len(group)} datasets"))
        count -= len(group) - 1
    return merged
