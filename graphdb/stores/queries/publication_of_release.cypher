// The newest publication of a release.
MATCH (p:DataReachPublication {release: $release})
RETURN max(p.number)
