// Notes that the schema has reached a version.
MATCH (s:DataReachState {key: 'state'})
SET s.schema = $version
