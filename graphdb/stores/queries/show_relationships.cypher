// Makes relationships of one type between nodes of ours.
UNWIND $rows AS row
MATCH (a:DataReach {key: row.start})
MATCH (b:DataReach {key: row.end})
CREATE (a)-[r:$($type)]->(b)
SET r = row.properties
