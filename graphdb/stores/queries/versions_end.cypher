// Ends versions with the publication that does not hold them any more; until it exists they are read as before.
UNWIND $hashes AS hash
MATCH (v:DataReachVersion {hash: hash})
WHERE v.from < $number AND v.to = $open
SET v.to = $number
