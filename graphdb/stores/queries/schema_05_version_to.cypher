// Finds what an ingest that was cut off had withdrawn, and what pruning may remove.
CREATE INDEX datareach_version_to IF NOT EXISTS FOR (v:DataReachVersion) ON (v.to)
