// Which flows pass on the data of another one?
MATCH (later:Flow)-[:ONWARD_OF]->(earlier:Flow)
RETURN earlier.id AS earlier, later.id AS later
ORDER BY earlier, later
