// Adds versions that nobody sees before their publication exists.
UNWIND $rows AS row
MERGE (v:DataReachVersion {hash: row.hash, from: $number})
SET v.to = $open, v.kind = row.kind, v.id = row.id, v.line = row.line, v.words = row.words,
    v.leads_to = row.leads_to, v.within = row.within
