// Finds the versions of a record.
CREATE INDEX datareach_version_id IF NOT EXISTS FOR (v:DataReachVersion) ON (v.id)
