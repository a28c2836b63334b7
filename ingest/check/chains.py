"""Chains: nothing is part of itself or goes to itself, and data is passed on by the organization that it reached."""

from collections.abc import Iterator

from graphdb.model import Dataset, Flow, FormerId, LegalAction, Organization, Record
from ingest.check.facts import Facts
from ingest.faults import Fault

__all__ = ["check_chains", "check_circles", "check_onward"]

_CHAINS: tuple[tuple[type[Record], str], ...] = (
    (Organization, "parent"),
    (Dataset, "part_of"),
    (LegalAction, "appeal_of"),
    (Flow, "same_as"),
    (FormerId, "to"),
)


def check_chains(facts: Facts) -> Iterator[Fault]:
    """Cycles of ``parent``, ``part_of``, ``appeal_of``, ``same_as`` and ``to``: one fault a cycle, where it stands first."""
    for kind, key in _CHAINS:
        following = {id_: getattr(record, key) for id_, record in facts.records.items() if isinstance(record, kind)}
        done: set[str] = set()
        for start in facts.by_id:
            walk: dict[str, None] = {}
            place: str | None = start
            while place in following and place not in done and place not in walk:
                walk[place] = None
                place = following[place]
            if place is not None and place in walk:
                ids = list(walk)
                yield _fault(facts, key, ids[ids.index(place) :])
            done.update(walk)


def _fault(facts: Facts, key: str, cycle: list[str]) -> Fault:
    """The fault of a cycle, at its entry that stands first; an entry of this reading is always in it."""
    first = min((facts.by_id[id_] for id_ in cycle if id_ in facts.by_id), key=lambda entry: (entry.file, entry.line()))
    turn = cycle.index(first.id)
    told = " -> ".join([*cycle[turn:], *cycle[:turn], first.id])
    return first.fault((key,), f"{key} goes in a circle: {told}", "Take out one of these.")


def check_circles(facts: Facts) -> Iterator[Fault]:
    """Flows from a place to itself."""
    for entry, flow in facts.each(Flow):
        if flow.source == flow.target:
            problem = "the flow goes from a place to itself"
            yield entry.fault(("target",), problem, "Name the place that the data reaches.")


def check_onward(facts: Facts) -> Iterator[Fault]:
    """``onward_of`` names flows that end where this one begins, at an organization."""
    for entry, flow in facts.each(Flow):
        source = facts.kinds.get(flow.source)
        if flow.onward_of and source not in ("organization", None):
            problem = f"the source {flow.source!r} is a {source}: flows join there by themselves"
            yield entry.fault(("onward_of",), problem, "Leave onward_of out.")
            continue
        for number, named in enumerate(flow.onward_of):
            arriving = facts.records.get(named)
            if isinstance(arriving, Flow) and arriving.target != flow.source:
                problem = f"{named!r} reaches {arriving.target!r}, not {flow.source!r}, where this flow begins"
                yield entry.fault(("onward_of", number), problem, "Name flows that end at this flow's source.")
