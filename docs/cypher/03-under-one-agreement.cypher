// What lies under one agreement: its parties, and the flows with the places at both ends.
MATCH (agreement:Agreement {id: 'irs-dhs-mou-2025-04'})
OPTIONAL MATCH (agreement)<-[:UNDER]-(flow:Flow), (start)-[:SENDS]->(flow)-[:DELIVERS_TO]->(end)
RETURN agreement.title AS agreement, [(agreement)-[:HAS_PARTY]->(party) | party.id] AS parties,
       flow.id AS flow, start.id AS start, end.id AS end
ORDER BY flow
