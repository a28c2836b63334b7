// The flows into places and the datasets operated there, of one publication; their lines.
UNWIND $places AS place
MATCH (v:DataReachVersion {leads_to: place})
WHERE v.kind IN ['flow', 'dataset'] AND v.from <= $number AND v.to > $number
RETURN v.kind, v.id, v.line
