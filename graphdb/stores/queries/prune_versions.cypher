// Removes versions that no publication holds any more, some at a time.
MATCH (v:DataReachVersion)
WHERE v.to <= $first
WITH v LIMIT $limit
DELETE v
RETURN count(v)
