// People look up a node by its id. No constraint: other people's nodes may have the same label.
CREATE INDEX datareach_category_id IF NOT EXISTS FOR (n:Category) ON (n.id)
