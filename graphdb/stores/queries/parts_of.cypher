// The datasets that are part of some, of one publication; their lines.
UNWIND $places AS place
MATCH (v:DataReachVersion {within: place})
WHERE v.kind = 'dataset' AND v.from <= $number AND v.to > $number
RETURN v.kind, v.id, v.line
