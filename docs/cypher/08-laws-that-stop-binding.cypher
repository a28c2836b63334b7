// Where does a law stop binding those who receive the data?
MATCH (flow:Flow)-[:FREES_FROM]->(law:Law)
RETURN flow.id AS flow, law.id AS law
ORDER BY flow, law
