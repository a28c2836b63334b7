// Takes away nodes of ours whose record was withdrawn.
UNWIND $keys AS key
MATCH (n:DataReach {key: key})
DETACH DELETE n
