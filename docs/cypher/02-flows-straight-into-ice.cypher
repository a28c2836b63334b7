// What flows straight into ICE, from where, and how well is it known?
MATCH (place)-[:SENDS]->(flow:Flow)-[:DELIVERS_TO]->(:Organization {id: 'ice'})
RETURN flow.id AS flow, place.id AS place, flow.evidence AS evidence, flow.state AS state, flow.since AS since
ORDER BY flow
