// Removes every publication before one.
MATCH (p:DataReachPublication)
WHERE p.number < $first
DELETE p
RETURN count(p)
