// Notes which publication people see; null while their graph is being made.
MATCH (s:DataReachState {key: 'state'})
SET s.shown = $number
