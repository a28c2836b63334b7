// Search for people: CALL db.index.fulltext.queryNodes('datareach_names', 'customs').
CREATE FULLTEXT INDEX datareach_names IF NOT EXISTS FOR (n:DataReach)
ON EACH [n.id, n.name, n.title, n.label, n.abbreviation]
