// Which flows does a court block now, and in which case?
MATCH (flow:Flow {state: 'blocked'})-[:CHANGED_BY]->(action:LegalAction)
RETURN flow.id AS flow, flow.since AS since, action.id AS action, action.name AS name
ORDER BY flow, action
