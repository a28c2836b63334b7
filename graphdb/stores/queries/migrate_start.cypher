// Makes the two nodes that stand for the store, if they are not there.
MERGE (s:DataReachState {key: 'state'})
  ON CREATE SET s.schema = 0
MERGE (l:DataReachState {key: 'lock'})
RETURN s.schema
