// People look up a node by its id. No constraint: other people's nodes may have the same label.
CREATE INDEX datareach_source_id IF NOT EXISTS FOR (n:Source) ON (n.id)
