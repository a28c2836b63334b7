// A version of a record is kept once for each time it came in. `from` and `to` are numbers of publications.
CREATE CONSTRAINT datareach_version_key IF NOT EXISTS FOR (v:DataReachVersion) REQUIRE (v.hash, v.from) IS UNIQUE
