// The node that says where writing stands, and the one that a writer locks, exist once each.
CREATE CONSTRAINT datareach_state_key IF NOT EXISTS FOR (s:DataReachState) REQUIRE s.key IS UNIQUE
