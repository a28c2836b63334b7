// Finds the datasets that are part of one.
CREATE INDEX datareach_version_within IF NOT EXISTS FOR (v:DataReachVersion) ON (v.within)
