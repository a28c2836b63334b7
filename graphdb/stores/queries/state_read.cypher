// Where writing stands: the version of the schema, the publication that people see, and who writes.
MATCH (s:DataReachState {key: 'state'})
RETURN s.schema, s.shown, s.ticket
