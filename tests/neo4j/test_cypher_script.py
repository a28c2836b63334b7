"""The Cypher script of an answer loads into a real server, and says there what the answer says."""

import neo4j
import pytest

from api.formats import Answered
from api.formats.cypher import CYPHER
from graphdb.answer_rows import answer_rows
from graphdb.texts import visible
from tests.formats.answered import hostile, real
from tests.neo4j.server import shared_server


@pytest.mark.parametrize(
    "number", [2, 7, -1], ids=["the first of what reaches ICE", "routes with assumed joins", "hostile names"]
)
def test_the_script_of_an_answer(number: int) -> None:
    answered: Answered = hostile() if number < 0 else real(number)
    server = shared_server()
    server.empty_store().close()
    script = CYPHER.write(answered).decode()
    statements = [statement for statement in script.split(";\n") if statement]
    for statement in statements:
        server.run(statement)
    rows = answer_rows(answered.answer)
    routes = server.run(
        "MATCH (:Answer)-[:HAS_ROUTE]->(r:Route) MATCH (r)-[:ROUTE_FROM]->(o) MATCH (r)-[:ROUTE_TO]->(t) "
        "MATCH (r)-[w:WALKS]->(f:Flow) MATCH (a)-[:SENDS]->(f)-[:DELIVERS_TO]->(b) "
        "WITH r, o, t, w, f, a, b ORDER BY w.position "
        "RETURN o.id AS origin, t.id AS target, r.evidence AS evidence, r.standing AS standing, r.sure AS sure, "
        "r.sentence AS sentence, collect([f.id, a.id, b.id, w.assumed_join]) AS hops, toInteger(split(r.key, ':')[1]) AS at "
        "ORDER BY at"
    )
    assert [
        (one["origin"], one["target"], one["evidence"], one["standing"], one["sure"], one["sentence"], one["hops"])
        for one in routes
    ] == [
        (
            one.origin.id,
            one.target.id,
            one.route.evidence.value,
            one.standing.value,
            one.sure,
            one.sentence,
            [[hop.flow, hop.source.id, hop.target.id, hop.assumed_join] for hop in one.route.hops],
        )
        for one in rows
    ]
    flows = {hop.flow: hop.sources for one in rows for hop in one.route.hops}
    cited = server.run(
        "MATCH (f:Flow)-[c:CITES {locator: 'record'}]->(s:Source) RETURN f.id AS flow, collect(s.url) AS urls"
    )
    assert {str(one["flow"]): set(one["urls"]) for one in cited} == {  # type: ignore[call-overload]
        flow: {source.url for source in answered.graph.sources(ids)} for flow, ids in flows.items()
    }
    names = server.run("MATCH (d:Dataset) RETURN d.id AS id, d.name AS name")
    for one in names:
        record = answered.graph.records[str(one["id"])]
        assert one["name"] == getattr(record, "name")  # noqa: B009 - of any kind of place
    (about,) = server.run(
        "MATCH (a:Answer) RETURN a.release AS release, a.truncated AS truncated, a.sentence AS sentence"
    )
    assert about["release"] == answered.graph.name
    assert about["truncated"] == answered.answer.truncated
    assert visible(str(about["sentence"])) == about["sentence"]
    before = server.run("MATCH (n) RETURN count(n) AS n")
    with pytest.raises(neo4j.exceptions.ConstraintError):
        server.run(statements[1])
    assert server.run("MATCH (n) RETURN count(n) AS n") == before, "a second run changes nothing"
