// The hashes that an ingest which was cut off had added.
MATCH (v:DataReachVersion)
WHERE v.from = $number
RETURN v.hash
