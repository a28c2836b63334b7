"""An answer, or a whole release, as a graph of networkx: places are nodes, flows are directed edges with their id as key.

What a node and an edge carry is plain Python: texts, numbers, booleans, tuples of texts; what is not known is left out.
"""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from graphdb.answer_rows import AnswerRow, RoutedAnswer, answer_rows, every_hop, filters_of
from graphdb.answers import Hop, Place
from graphdb.dates import day_text
from graphdb.graph import Graph
from graphdb.headlines import answer_sentence, outward_sentence
from graphdb.model import Flow
from graphdb.questions.outward import OutwardAnswer
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.route import RouteAnswer
from graphdb.questions.telling import tell_hop, tell_place
from graphdb.sentences import hop_words

if TYPE_CHECKING:
    import networkx

__all__ = ["answer_network", "described", "known", "release_network", "sentence_of"]

Attributes = dict[str, Any]


def answer_network(graph: Graph, answer: RoutedAnswer) -> "networkx.MultiDiGraph[str]":
    """The routes of an answer as one graph.

    An edge's ``rows`` are the numbers (from 1) of the rows whose route it is on, ``hops`` its places (from 1) on these
    routes, and ``assumed_in`` those of the rows where the join before it is assumed. A node that a row is about (the origin,
    or in an answer about an origin the place reached) carries that row: its number, grade, publishers, standing, dates,
    route. Several routes of one origin are told by the graph itself: ``row_1`` is "documented, flowing, sure".
    """
    import networkx  # noqa: PLC0415 - slow to import, and only wanted here

    rows = answer_rows(answer)
    made: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    ends = {name: place.id for name in ("origin", "target") if (place := getattr(answer, name, None)) is not None}
    made.graph.update(ends | described(answer))
    on, places, assumed = defaultdict(list), defaultdict(list), defaultdict(list)
    for number, one in enumerate(rows, 1):
        for place, hop in enumerate(one.route.hops, 1):
            on[hop.flow].append(number)
            places[hop.flow].append(place)
            if hop.assumed_join:
                assumed[hop.flow].append(number)
    for hop in every_hop(rows).values():
        for end in (hop.source, hop.target):
            made.add_node(end.id, **_place(end))
        told = {name: tuple(of[hop.flow]) for name, of in (("rows", on), ("hops", places), ("assumed_in", assumed))}
        made.add_edge(hop.source.id, hop.target.id, key=hop.flow, **known(_hop(graph, hop) | told))
    for number, one in enumerate(rows, 1):
        if one.row is not None:
            at = one.target if isinstance(answer, OutwardAnswer) else one.origin
            made.nodes[at.id].update(known(_row(number, one)))
        else:
            made.graph[f"row_{number}"] = f"{one.route.evidence.value}, {one.standing.value}, {_sure(one)}"
    return made


def release_network(graph: Graph, day: int) -> "networkx.MultiDiGraph[str]":
    """Every place and every flow of a release, each as it stands on a day (``graphdb.dates.day_number``). A flow that is
    there is no route: the questions say what joins."""
    import networkx  # noqa: PLC0415 - slow to import, and only wanted here

    made: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    made.graph.update(release=graph.name, as_of=day_text(day))
    for number in range(len(graph.places)):
        place = tell_place(graph, number)
        made.add_node(place.id, **_place(place))
    for flow in graph.flows:
        told = _hop(graph, tell_hop(graph, flow, day))
        made.add_edge(flow.source, flow.target, key=flow.id, **known(told))
    return made


def sentence_of(answer: RoutedAnswer) -> str:
    """The answer in words."""
    if isinstance(answer, ReachAnswer):
        return answer_sentence(answer)
    if isinstance(answer, OutwardAnswer):
        return outward_sentence(answer)
    if isinstance(answer, RouteAnswer):
        rows = answer_rows(answer)
        return rows[0].sentence if rows else answer.coverage.note
    return answer.told.sentence


def described(answer: RoutedAnswer) -> Attributes:
    """What an answer says as a whole: release, question, day, outcome, sentence, coverage, whether it was cut."""
    filters = filters_of(answer)
    return {
        "release": answer.release,
        "question": filters.question.value,
        "as_of": filters.as_of.isoformat(),
        "outcome": answer.outcome.value,
        "sentence": sentence_of(answer),
        "coverage": answer.coverage.note,
        "truncated": answer.truncated,
    }


def _sure(one: AnswerRow) -> str:
    return "sure" if one.sure else "possible"


def _place(place: Place) -> Attributes:
    told = {
        "name": place.name,
        "short_name": place.short,
        "kind": place.kind,
        "operator": place.operator,
        "operator_name": place.operator_name,
        "part_of": place.part_of,
    }
    return known(told)


def _row(number: int, one: AnswerRow) -> Attributes:
    assert one.row is not None
    first = one.row.first_reached
    return {
        "row": number,
        "section": one.section,
        "row_origin": one.origin.id,
        "row_target": one.target.id,
        "row_evidence": one.route.evidence.value,
        "row_publishers": one.route.publishers,
        "row_standing": one.standing.value,
        "row_sure": one.sure,
        "row_decided_by": f"{one.deciding.flow}: {one.deciding.state} {one.deciding.date}" if one.deciding else None,
        "row_route": tuple(hop.flow for hop in one.route.hops),
        "row_assumed_joins": one.route.assumed_joins,
        "row_first_reached_earliest": first.earliest,
        "row_first_reached_latest": first.latest,
        "row_start_known": first.start_known,
        "row_last_attested": one.route.last_attested,
        "row_sentence": one.sentence,
    }


def _hop(graph: Graph, hop: Hop) -> Attributes:
    flow: Flow = graph.flow(hop.flow)
    sources = graph.sources(hop.sources)
    return {
        "sentence": hop_words(hop),
        "mechanism": hop.mechanism.value,
        "leaves_copy": hop.leaves_copy,
        "basis": hop.basis.value,
        "evidence": hop.evidence.value,
        "publishers": len(hop.publishers),
        "publisher_names": hop.publishers,
        "state": hop.state,
        "state_since": hop.state_since,
        "state_renewed": hop.state_renewed,
        "state_sure": hop.state_sure,
        "state_attested": hop.state_attested,
        "state_why": hop.state_why,
        "state_by": hop.state_by,
        "rests_on": hop.rests_on,
        "start": hop.start,
        "start_known": hop.start_known,
        "ended": hop.ended,
        "last_attested": hop.last_attested,
        "agreement": hop.agreement,
        "agreement_title": hop.agreement_title,
        "agreement_state": hop.agreement_state,
        "agreement_ran_out": hop.agreement_ran_out,
        "categories": hop.categories,
        "categories_complete": hop.categories_complete,
        "use_barred_since": hop.use_barred_since,
        "use_barred_sure": hop.use_barred_sure if hop.use_barred_since else None,
        "use_barred_by": hop.use_barred_by,
        "use_barred_case": hop.use_barred_case,
        "legal_actions": tuple(dict.fromkeys(touch.name for touch in hop.legal_actions)),
        "disputes": tuple(f"{dispute.by}: {dispute.says}" for dispute in hop.disputes),
        "sources": tuple(source.id for source in sources),
        "source_titles": tuple(f"{source.publisher}: {source.title}" for source in sources),
        "source_urls": tuple(source.url for source in sources),
        "archived_urls": tuple(source.archived_url for source in sources if source.archived_url),
        "quote": flow.quote,
        "note": hop.note,
    }


def known(told: Attributes) -> Attributes:
    """What is known of it: without what has no value."""
    return {name: value for name, value in told.items() if value is not None and value != ()}
