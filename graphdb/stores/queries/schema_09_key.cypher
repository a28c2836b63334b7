// Every node that people see has a key of its own.
CREATE CONSTRAINT datareach_key IF NOT EXISTS FOR (n:DataReach) REQUIRE n.key IS UNIQUE
