// Which organizations have both words in a name?
CALL db.index.fulltext.queryNodes('datareach_names', '+customs +enforcement') YIELD node
WHERE node:Organization
RETURN node.id AS id, node.name AS name
ORDER BY id
