// Takes away the relationships that begin at records of ours which change, between nodes of ours only.
UNWIND $keys AS key
MATCH (n:DataReach {key: key})-[r:DELIVERS_TO|UNDER|ONWARD_OF|SAME_AS|CARRIES|FREES_FROM|OPERATED_BY|PART_OF|HOLDS|BOUND_BY|HAS_PARTY|ABOUT|APPEAL_OF|HEARD_BY|CHANGED_BY|CITES|NOW]->(:DataReach)
DELETE r
