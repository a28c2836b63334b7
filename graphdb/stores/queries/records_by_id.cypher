// The records with these ids, of one publication; their lines.
UNWIND $ids AS id
MATCH (v:DataReachVersion {id: id})
WHERE v.from <= $number AND v.to > $number
RETURN v.kind, v.id, v.line
