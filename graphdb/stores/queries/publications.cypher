// Every publication, newest first.
MATCH (p:DataReachPublication)
RETURN p.number, p.release, p.published, p.counts
ORDER BY p.number DESC
