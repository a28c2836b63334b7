// Over which flows do home addresses go?
MATCH (start)-[:SENDS]->(flow:Flow)-[:CARRIES]->(:Category {id: 'home_address'}), (flow)-[:DELIVERS_TO]->(end)
RETURN flow.id AS flow, start.id AS start, end.id AS end
ORDER BY flow
