// Which databases does a chain of flows connect with ICE? Wider than the answer of datareach: every kind of join, no dates.
MATCH (ice:Organization {id: 'ice'})<-[:PART_OF*0..]-(place:Organization)
MATCH (dataset:Dataset)(()-[:FLOWS_TO]->()){1,4}(end)
WHERE end = place OR (end)-[:OPERATED_BY]->(place)
RETURN DISTINCT dataset.id AS dataset, dataset.name AS name
ORDER BY dataset
