// Takes away what belongs to flows which change and begins at their source.
UNWIND $keys AS key
MATCH (f:DataReach {key: key})
MATCH (f)<-[s:SENDS]-(a:DataReach)
OPTIONAL MATCH (a)-[d:FLOWS_TO {flow: f.id}]->(:DataReach)
DELETE s, d
