// The organizations below some and the datasets that these operate, of one publication; their lines.
UNWIND $places AS place
MATCH (v:DataReachVersion {leads_to: place})
WHERE v.kind IN ['organization', 'dataset'] AND v.from <= $number AND v.to > $number
RETURN v.kind, v.id, v.line
