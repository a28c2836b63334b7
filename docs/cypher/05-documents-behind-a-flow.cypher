// Which documents does each blocked flow rest on, and where in it?
MATCH (flow:Flow {state: 'blocked'})-[cites:CITES]->(source:Source)
RETURN flow.id AS flow, cites.locator AS part, source.title AS title, source.url AS url
ORDER BY flow, part, url
