// The records of some kinds, of one publication; their lines.
MATCH (v:DataReachVersion)
USING SCAN v:DataReachVersion
WHERE v.kind IN $kinds AND v.from <= $number AND v.to > $number
RETURN v.kind, v.id, v.line
