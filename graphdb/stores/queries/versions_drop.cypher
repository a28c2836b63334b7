// Removes what an ingest that was cut off had added and the next one does not say.
UNWIND $hashes AS hash
MATCH (v:DataReachVersion {hash: hash, from: $number})
DELETE v
