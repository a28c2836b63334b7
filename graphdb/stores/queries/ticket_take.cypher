// From here on only the writer with this ticket may write; gives the publication that people see.
MATCH (s:DataReachState {key: 'state'})
SET s.ticket = $ticket
RETURN s.shown
