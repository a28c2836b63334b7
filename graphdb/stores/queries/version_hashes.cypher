// The hashes of a publication.
MATCH (v:DataReachVersion)
USING SCAN v:DataReachVersion
WHERE v.from <= $number AND v.to > $number
RETURN v.hash
