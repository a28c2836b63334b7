// Which laws bind those who hold a database?
MATCH (dataset:Dataset)-[:BOUND_BY]->(law:Law)
RETURN dataset.id AS dataset, law.id AS law
ORDER BY dataset, law
