// Waits until every index answers (seconds).
CALL db.awaitIndexes(300)
