"""The graph of one release: the records by id, and the network that the rules compute on. A value: nothing changes it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from graphdb.dates import BEGINNING, FOREVER
from graphdb.errors import UnknownId, Withdrawn
from graphdb.model import (
    Agreement,
    Basis,
    Category,
    Dataset,
    Evidence,
    Flow,
    FormerId,
    Law,
    LegalAction,
    Mechanism,
    Organization,
    Publisher,
    Record,
    Source,
)
from graphdb.network import Network
from graphdb.release import Read, Release
from graphdb.rules.counting import representatives
from graphdb.rules.evidence import OFFICIAL_PAPERS, independent_publishers
from graphdb.rules.joins import Days, Walk
from graphdb.rules.mechanisms import leaves_copy
from graphdb.rules.states import WALKABLE, Period, last_attested, periods, start_known

__all__ = ["Graph", "Read"]

_R = TypeVar("_R", bound=Record)
_VOCABULARY = ("category", "law", "publisher", "former_id")


class Graph:
    """One release, ready for questions."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.records: dict[str, Record] = {r.id: r for r in release.records if r.kind_name not in _VOCABULARY}
        self.categories: dict[str, Category] = {r.id: r for r in _all(release.records, Category)}
        self.laws: dict[str, Law] = {r.id: r for r in _all(release.records, Law)}
        self.flows: tuple[Flow, ...] = _all(release.records, Flow)
        self.places: tuple[Organization | Dataset, ...] = tuple(
            sorted((r for r in release.records if isinstance(r, Organization | Dataset)), key=lambda place: place.id)
        )
        self.place_number: dict[str, int] = {place.id: number for number, place in enumerate(self.places)}
        self.flow_number: dict[str, int] = {flow.id: number for number, flow in enumerate(self.flows)}
        self.publishers: dict[str, Publisher] = {r.name: r for r in _all(release.records, Publisher)}

    @property
    def name(self) -> str:
        """The name of the release."""
        return self.release.name

    @cached_property
    def network(self) -> Network:
        """The places and flows as arrays."""
        return _network(self)

    @cached_property
    def periods(self) -> tuple[tuple[Period, ...], ...]:
        """The periods of each flow, by its number."""
        return tuple(periods(flow) for flow in self.flows)

    @cached_property
    def _known_half_days(self) -> Days:
        return self._half_days(self.network.known_joins)

    @cached_property
    def _assumed_half_days(self) -> Days:
        return self._half_days(self.network.assumed_joins)

    def half_days(self, walk: Walk) -> Days:
        """The possible days of a walk in half days: day d is 2d and 2d + 1, and a flow whose start no source gives opens
        with the second half. So a first arrival also tells whether it hangs on a start that is known: then it is even."""
        assumed = walk is not self.network.known_joins
        return self._assumed_half_days if assumed else self._known_half_days

    def _half_days(self, walk: Walk) -> Days:
        days = walk.possible_days
        known = [
            start_known(flow, period) for flow, own in zip(self.flows, self.periods, strict=True) for period in own
        ]
        unknown = ~walk.of_period(np.array(known, dtype=bool), True)
        return Days(2 * days.first + unknown, 2 * days.last + 1, 2 * days.until + 1, days.somewhere)

    def law_label(self, id_: str) -> str:
        """What a law is called: its id where the vocabulary does not know it."""
        return self.laws[id_].label if id_ in self.laws else id_

    @property
    def read(self) -> Read:
        """What was read for the release."""
        return self.release.read

    @cached_property
    def former_ids(self) -> dict[str, str]:
        """Where each former id went. One that was withdrawn for good is not in it (``withdrawn``)."""
        moved = {old: record.id for record in self.records.values() for old in getattr(record, "former_ids", ())}
        moved |= {former.id: former.to for former in _all(self.release.records, FormerId) if former.to}
        return moved

    @cached_property
    def withdrawn(self) -> dict[str, FormerId]:
        """The ids that were withdrawn for good, with the reason."""
        return {former.id: former for former in _all(self.release.records, FormerId) if not former.to}

    @cached_property
    def legal_actions_about(self) -> dict[str, tuple[LegalAction, ...]]:
        """The legal actions that name a record, as what they are about or as what a ruling reached."""
        about: defaultdict[str, dict[str, LegalAction]] = defaultdict(dict)
        for action in _all(self.release.records, LegalAction):
            for named in (*action.about, *(id_ for event in action.events for id_ in event.affects)):
                about[named][action.id] = action
        return {named: tuple(actions.values()) for named, actions in about.items()}

    def resolve(self, id_: str) -> str:
        """The current id for an id or a former id.

        Raises:
            UnknownId: no record has or had it (with ids that look like it).
            Withdrawn: its record was withdrawn (with the reason).
        """
        current, seen = id_, {id_}
        while current not in self.records:
            following = self.former_ids.get(current)
            if following is None or following in seen:  # a circle leads to no record
                break
            current = following
            seen.add(current)
        if current in self.records:
            return current
        if current in self.withdrawn:
            gone = self.withdrawn[current]
            raise Withdrawn(f"{current!r} was withdrawn on {gone.date}: {gone.reason}")
        suggestions = self.similar(id_)
        hint = f"Did you mean {', '.join(suggestions)}?" if suggestions else "`datareach search` finds ids by name."
        raise UnknownId(f"There is no record with the id {id_!r}.", suggestions, hint)

    def record(self, id_: str) -> Record:
        """The record with an id or a former id. Raises UnknownId."""
        return self.records[self.resolve(id_)]

    def place(self, id_: str) -> int:
        """The number of the place with an id or a former id.

        Raises:
            UnknownId: no record has the id, or the record is no place.
        """
        current = self.resolve(id_)
        if current not in self.place_number:
            kind = self.records[current].kind_name.replace("_", " ")
            raise UnknownId(f"{id_!r} is the id of a {kind}, not of an organization or a dataset.")
        return self.place_number[current]

    def flow(self, id_: str) -> Flow:
        """The flow with a current id."""
        return self.flows[self.flow_number[id_]]

    def agreement(self, id_: str) -> Agreement:
        """The agreement with a current id."""
        record = self.records[id_]
        assert isinstance(record, Agreement)
        return record

    def sources(self, ids: Iterable[str]) -> tuple[Source, ...]:
        """The sources with these ids, in this order."""
        return tuple(record for id_ in ids if isinstance(record := self.records[id_], Source))

    def publishers_of(self, flow: Flow) -> tuple[str, ...]:
        """The independent publishers that witness a flow; first those of papers that can carry its grade."""
        sources = self.sources(flow.sources)
        if flow.evidence in (Evidence.documented, Evidence.official):
            sources = tuple(sorted(sources, key=lambda source: source.kind not in OFFICIAL_PAPERS))
        return independent_publishers(sources, self.publishers)

    def similar(self, text: str, limit: int = 3) -> tuple[str, ...]:
        """Ids that look like a text, or whose names do, best first."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only needed after a mistake

        names: dict[str, str] = {}
        for record in self.records.values():
            for name in (record.id, getattr(record, "name", None), getattr(record, "abbreviation", None)):
                if name and record.kind_name != "source":
                    names.setdefault(name.lower(), record.id)
        ranked = process.extract(text.lower(), list(names), scorer=fuzz.WRatio, limit=limit * 3, score_cutoff=70)
        return tuple(dict.fromkeys(names[name] for name, _, _ in ranked))[:limit]


def _all(records: Iterable[Record], kind: type[_R]) -> tuple[_R, ...]:
    return tuple(record for record in records if isinstance(record, kind))


def _network(graph: Graph) -> Network:
    flows, number = graph.flows, graph.place_number
    organizations = [place if isinstance(place, Organization) else None for place in graph.places]
    datasets = [place if isinstance(place, Dataset) else None for place in graph.places]
    bit = {category: position for position, category in enumerate(sorted(graph.categories))}
    every_period = [(at, period) for at, own in enumerate(graph.periods) for period in own]
    attested = [last_attested(flow) for flow in flows]
    bases, mechanisms, grades = list(Basis), list(Mechanism), list(Evidence)
    onward = [(graph.flow_number[earlier], at) for at, flow in enumerate(flows) for earlier in flow.onward_of]
    same = representatives({flow.id: flow.same_as for flow in flows if flow.same_as})
    return Network(
        is_organization=np.array([place is not None for place in organizations], dtype=bool),
        parent=_numbers(number.get(place.parent or "", -1) if place else -1 for place in organizations),
        operator=_numbers(number.get(place.operator, -1) if place else -1 for place in datasets),
        part_of=_numbers(number.get(place.part_of or "", -1) if place else -1 for place in datasets),
        holds=_bits([place.categories if place else () for place in datasets], bit),
        source=_numbers(number[flow.source] for flow in flows),
        target=_numbers(number[flow.target] for flow in flows),
        onward=np.array(onward, dtype=np.int32).reshape(-1, 2),
        grade=np.array([grades.index(flow.evidence) for flow in flows], dtype=np.int8),
        publishers=np.array([len(graph.publishers_of(flow)) for flow in flows], dtype=np.int16),
        basis=np.array([bases.index(flow.basis) for flow in flows], dtype=np.int8),
        mechanism=np.array([mechanisms.index(flow.mechanism) for flow in flows], dtype=np.int8),
        copy=np.array([leaves_copy(flow.mechanism) for flow in flows], dtype=bool),
        attested=_numbers(date.last if date else BEGINNING for date in attested),
        listed=_bits([flow.categories for flow in flows], bit),
        complete=np.array([flow.categories_complete for flow in flows], dtype=bool),
        same=_numbers(graph.flow_number[same.get(flow.id, flow.id)] for flow in flows),
        period_flow=_numbers(at for at, _ in every_period),
        period_state=np.array([WALKABLE.index(period.state) for _, period in every_period], dtype=np.int8),
        sure_first=_numbers(period.sure.first for _, period in every_period),
        sure_last=_numbers(period.sure.last for _, period in every_period),
        sure_until=_numbers(period.sure.kept_until for _, period in every_period),
        somewhere=np.array([period.sure.somewhere for _, period in every_period], dtype=bool),
        possible_first=_numbers(period.possible.first for _, period in every_period),
        possible_last=_numbers(period.possible.last for _, period in every_period),
        possible_until=_numbers(min(period.possible.kept_until, FOREVER) for _, period in every_period),
    )


def _numbers(values: Iterable[int]) -> NDArray[np.int32]:
    return np.array(list(values), dtype=np.int32)


def _bits(lists: Sequence[Sequence[str]], bit: dict[str, int]) -> NDArray[np.uint64]:
    words = np.zeros((len(lists), max(1, -(-len(bit) // 64))), dtype=np.uint64)
    for row, names in enumerate(lists):
        for name in names:
            word, position = divmod(bit[name], 64)
            words[row, word] |= np.uint64(1 << position)
    return words
