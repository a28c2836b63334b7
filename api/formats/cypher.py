"""A Cypher script of an answer, for ``cypher-shell``: its records as the Neo4j store shows them, its routes as nodes.

It loads into an empty database; a second run, or a run in the database of a store, is refused by the constraint on keys
and changes nothing.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from api.formats import Answered, Format
from graphdb.answer_network import described, known
from graphdb.answer_rows import ROUTED, AnswerRow, answer_rows, every_hop
from graphdb.answers import Hop
from graphdb.graph import Graph
from graphdb.model import Agreement, Dataset, Flow, LegalAction, Organization, Record
from graphdb.release import Release
from graphdb.sentences import hop_words

__all__ = ["CYPHER"]

_ANSWER = "CREATE (n:DataReach:Answer) SET n = {answer}"
_ROUTES = (
    "UNWIND {routes} AS row MATCH (a:DataReach:Answer {{key: row[0]}}) "
    "CREATE (a)-[:HAS_ROUTE]->(n:DataReach:Route) SET n = row[1]"
)
_ENDS = (
    "UNWIND {ends} AS row MATCH (n:DataReach:Route {{key: row[0]}}) MATCH (o:DataReach {{key: row[1]}}) "
    "MATCH (t:DataReach {{key: row[2]}}) CREATE (n)-[:ROUTE_FROM]->(o) CREATE (n)-[:ROUTE_TO]->(t)"
)
_WALKS = (
    "UNWIND {walks} AS row MATCH (n:DataReach:Route {{key: row[0]}}) MATCH (f:DataReach:Flow {{key: row[1]}}) "
    "CREATE (n)-[r:WALKS]->(f) SET r = row[2]"
)


def _write(answered: Answered) -> bytes:
    return "".join(f"{statement};\n" for statement in _statements(answered)).encode()


CYPHER = Format("cypher", "application/x-cypher-query", "Cypher script, for Neo4j", _write, ROUTED)


def _statements(answered: Answered) -> Iterator[str]:
    # The driver comes with these, and takes longer to import than most answers take.
    from graphdb.stores.neo4j_package import ROWS_A_STATEMENT, cypher_literal, load_statements  # noqa: PLC0415
    from graphdb.stores.neo4j_shower import chunks  # noqa: PLC0415

    rows = answer_rows(answered.answer)
    yield from load_statements(_records(answered.graph, rows, every_hop(rows)))
    yield _ANSWER.format(
        answer=cypher_literal({"key": "answer", "address": answered.address} | described(answered.answer))
    )
    told = [(f"route:{number}", one) for number, one in enumerate(rows, 1)]
    for some in chunks(told, ROWS_A_STATEMENT):
        yield _ROUTES.format(routes=cypher_literal([["answer", _route(key, one)] for key, one in some]))
        yield _ENDS.format(ends=cypher_literal([[key, one.origin.id, one.target.id] for key, one in some]))
        hops = [(key, position, hop) for key, one in some for position, hop in enumerate(one.route.hops, 1)]
        yield _WALKS.format(walks=cypher_literal([[key, hop.flow, _hop(position, hop)] for key, position, hop in hops]))


def _route(key: str, one: AnswerRow) -> dict[str, Any]:
    first = one.row.first_reached if one.row else None
    told = {
        "key": key,
        "section": one.section,
        "flows": [hop.flow for hop in one.route.hops],
        "evidence": one.route.evidence.value,
        "publishers": one.route.publishers,
        "standing": one.standing.value,
        "sure": one.sure,
        "assumed_joins": one.route.assumed_joins,
        "first_reached_earliest": first.earliest if first else None,
        "first_reached_latest": first.latest if first else None,
        "start_known": first.start_known if first else None,
        "last_attested": one.route.last_attested,
        "sentence": one.sentence,
    }
    return known(told)


def _hop(position: int, hop: Hop) -> dict[str, Any]:
    """What holds of the flow on the day of the answer, and of its place on the route."""
    told = {
        "position": position,
        "assumed_join": hop.assumed_join,
        "evidence": hop.evidence.value,
        "publishers": len(hop.publishers),
        "state": hop.state,
        "state_since": hop.state_since,
        "last_attested": hop.last_attested,
        "sentence": hop_words(hop),
    }
    return known(told)


def _records(graph: Graph, rows: Iterable[AnswerRow], hops: dict[str, Hop]) -> tuple[Record, ...]:
    """The records of the routes, and what these name: operators, organizations above, agreements, cases, sources."""
    found: dict[tuple[str, str], Record] = {}
    waiting: list[Record] = [graph.flow(id_) for id_ in hops]
    waiting += [graph.records[place.id] for one in rows for place in (one.origin, one.target)]
    waiting += [graph.records[touch.id] for hop in hops.values() for touch in hop.legal_actions]
    words = {(one.kind_name, one.id): one for kind in ("category", "law") for one in graph.release.of_kind(kind)}
    while waiting:
        record = waiting.pop()
        if (record.kind_name, record.id) in found:
            continue
        found[record.kind_name, record.id] = record
        waiting += [graph.records[id_] for id_ in _named(record) if id_ in graph.records]
        for name, kind in (("categories", "category"), ("laws", "law"), ("no_longer_bound", "law")):
            waiting += [words[kind, id_] for id_ in getattr(record, name, ()) if (kind, id_) in words]
    return Release.of(found.values()).records


def _named(record: Record) -> Iterator[str]:
    named: tuple[str | None, ...] = ()
    if isinstance(record, Flow):
        named = (record.source, record.target, record.agreement)
    elif isinstance(record, Dataset):
        named = (record.operator, record.part_of)
    elif isinstance(record, Organization):
        named = (record.parent,)
    elif isinstance(record, Agreement):
        named = record.parties
    elif isinstance(record, LegalAction):
        named = (record.court,)
    parts = (*getattr(record, "history", ()), *getattr(record, "events", ()), *getattr(record, "disputes", ()))
    for part in (record, *parts, getattr(record, "people", None), getattr(record, "records", None)):
        yield from getattr(part, "sources", ())
    yield from (id_ for id_ in named if id_ is not None)
