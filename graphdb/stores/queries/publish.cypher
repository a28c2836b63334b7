// The switch: from the end of this transaction on the release is the current one.
MERGE (p:DataReachPublication {number: $number})
SET p.release = $release, p.published = $published, p.counts = $counts, p.read = $read
