"""Whether what an answer says stands in the records beside it: every hop, every route, every source."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from api.answering import public_source
from api.bundles.contents import ids_in
from graphdb.graph import Graph
from graphdb.model import Evidence, Flow, FlowState, Record, Source
from graphdb.release import Release
from graphdb.rules.evidence import effective_grade

__all__ = ["unproved"]

_GRADES = [grade.value for grade in Evidence]
_HOP = {"flow", "from_place", "to_place", "mechanism"}
_ROUTE = {"id", "hops", "evidence", "weakest_flow"}


def unproved(answer: dict[str, Any], records: Mapping[str, Record]) -> Iterator[str]:
    """A line for each thing that the public JSON of an answer or a record says and the records do not."""
    publishers_of = Graph(Release.of(records.values())).publishers_of
    yield from _sources(answer, records)
    if "record" in answer:
        yield from _own_record(answer, records)
    for part in _parts(answer):
        if part.keys() >= _HOP:
            yield from _hop(part, records, publishers_of)
        elif part.keys() >= _ROUTE:
            yield from _route(part)


def _parts(content: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object in a value, outermost first."""
    if isinstance(content, dict):
        yield content
        for value in content.values():
            yield from _parts(value)
    elif isinstance(content, list):
        for value in content:
            yield from _parts(value)


def _sources(answer: dict[str, Any], records: Mapping[str, Record]) -> Iterator[str]:
    told = answer["sources"]
    for id_, source in told.items():
        record = records.get(id_)
        if not isinstance(record, Source):
            yield f"the source {id_} is not among the sources"
        elif public_source(record).model_dump(mode="json") != source:
            yield f"the answer tells the source {id_} otherwise than its record"
    for part in _parts(answer):
        named = part.get("sources")
        if isinstance(named, list):
            for id_ in named:
                if not isinstance(records.get(id_), Source):
                    yield f"the source {id_}, which the answer names, is not among the sources"


def _own_record(answer: dict[str, Any], records: Mapping[str, Record]) -> Iterator[str]:
    record = records.get(answer["id"])
    if record is None or record.kind_name != answer["kind"]:
        yield f"the record {answer['id']} itself is missing"
    elif record.model_dump(mode="json", exclude_defaults=True) != answer["record"]:
        yield f"the answer tells the record {answer['id']} otherwise than its file"


def _hop(
    hop: dict[str, Any], records: Mapping[str, Record], publishers_of: Callable[[Flow], tuple[str, ...]]
) -> Iterator[str]:
    flow = records.get(hop["flow"])
    if not isinstance(flow, Flow):
        yield f"the flow {hop['flow']}, a hop of the answer, is not among the records"
        return
    told = {
        "source": hop["from_place"]["id"],
        "target": hop["to_place"]["id"],
        "mechanism": hop["mechanism"],
        "basis": hop["basis"],
        "agreement": hop["agreement"],
        "categories": hop["categories"],
        "note": hop["note"],
    }
    record = flow.model_dump(mode="json")
    grade = effective_grade(flow.evidence, FlowState(hop["rests_on"])).value
    if hop["evidence"] != grade:
        yield f"the hop {hop['flow']} says evidence {hop['evidence']!r}; its record gives {grade!r}"
    for key, value in told.items():
        if record[key] != value:
            yield f"the hop {hop['flow']} says {key} {value!r}; its record says {record[key]!r}"
    grounds = set(ids_in(record))
    agreement = records.get(flow.agreement or "")
    grounds |= set(ids_in(agreement.model_dump(mode="json"))) if agreement else set()
    yield from _grounds(hop, set(flow.sources), grounds)
    if tuple(hop["publishers"]) != publishers_of(flow):
        yield f"the hop {hop['flow']} does not name the independent publishers that its sources have"
    for place in (hop["from_place"], hop["to_place"]):
        if getattr(records.get(place["id"]), "name", None) != place["name"]:
            yield f"the place {place['id']} of the hop {hop['flow']} is not among the records by that name"


def _grounds(hop: dict[str, Any], least: set[str], most: set[str]) -> Iterator[str]:
    """Whether a hop names all sources of its record, and none that its record or its agreement does not."""
    if missing := least - set(hop["sources"]):
        yield f"the hop {hop['flow']} leaves out sources of its record: {', '.join(sorted(missing))}"
    if more := set(hop["sources"]) - most:
        yield f"the hop {hop['flow']} names sources that its records do not: {', '.join(sorted(more))}"


def _route(route: dict[str, Any]) -> Iterator[str]:
    hops = route["hops"]
    if route["id"] != ">".join(hop["flow"] for hop in hops):
        yield f"the route {route['id']} does not consist of its hops"
    weakest = max((hop["evidence"] for hop in hops), key=_GRADES.index)
    named = [hop["evidence"] for hop in hops if hop["flow"] == route["weakest_flow"]]
    if route["evidence"] != weakest or named != [weakest]:
        yield f"the route {route['id']} says {route['evidence']}; its weakest hop is {weakest}"
    for before, after in pairwise(hops):
        if before["to_place"]["id"] != after["from_place"]["id"] and not after["assumed_join"]:
            yield f"the route {route['id']} breaks between {before['flow']} and {after['flow']}"
