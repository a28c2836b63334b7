// Finds the flows into a place, the datasets of an operator and the organizations below one.
CREATE INDEX datareach_version_leads_to IF NOT EXISTS FOR (v:DataReachVersion) ON (v.leads_to)
