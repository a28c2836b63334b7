// Who operates the most databases?
MATCH (dataset:Dataset)-[:OPERATED_BY]->(operator:Organization)
RETURN operator.id AS operator, count(dataset) AS datasets
ORDER BY datasets DESC, operator
LIMIT 10
