// Gives a row if the ticket is still good, and keeps it so until the end of the transaction.
MATCH (s:DataReachState {key: 'state', ticket: $ticket})
SET s.ticket = $ticket
RETURN s.ticket
