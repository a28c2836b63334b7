// What was read for a whole release, for an answer from a part of it; null where an older version published it.
MATCH (p:DataReachPublication {number: $number})
RETURN p.read
