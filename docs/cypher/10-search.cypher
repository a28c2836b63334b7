// Search by name.
CALL db.index.fulltext.queryNodes('datareach_names', 'customs enforcement') YIELD node, score
RETURN node.id AS id, labels(node) AS labels, score
ORDER BY score DESC, id
LIMIT 5
