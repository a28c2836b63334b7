// Makes or changes nodes that people see. They get their `version` with their relationships.
UNWIND $rows AS row
MERGE (n:DataReach {key: row.key})
SET n = row.properties
REMOVE n:Organization:Dataset:Agreement:Flow:LegalAction:Source:Category:Law:Publisher:FormerId
SET n:$($label)
