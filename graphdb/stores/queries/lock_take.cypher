// Takes the lock of the writer: the write waits for the transaction that holds it.
MATCH (l:DataReachState {key: 'lock'})
SET l.held = true
REMOVE l.held
