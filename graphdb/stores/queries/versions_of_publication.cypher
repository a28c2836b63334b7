// The lines of a publication. A scan of the label, not of an index: in it a writer moves nothing that is being read.
MATCH (v:DataReachVersion)
USING SCAN v:DataReachVersion
WHERE v.from <= $number AND v.to > $number
RETURN v.kind, v.id, v.line
