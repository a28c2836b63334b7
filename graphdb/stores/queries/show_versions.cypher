// Notes the hash of the record that a node shows now, with its relationships.
UNWIND $rows AS row
MATCH (n:DataReach {key: row.key})
SET n.version = row.version
