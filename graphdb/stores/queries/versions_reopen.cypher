// Takes back what an ingest that was cut off had ended.
MATCH (v:DataReachVersion)
WHERE v.to = $number AND v.from < $number
WITH v LIMIT $limit
SET v.to = $open
RETURN count(v)
