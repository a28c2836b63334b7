// Finds what an ingest that was cut off had added.
CREATE INDEX datareach_version_from IF NOT EXISTS FOR (v:DataReachVersion) ON (v.from)
