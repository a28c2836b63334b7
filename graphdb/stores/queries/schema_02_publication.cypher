// Publications are numbered; the highest number is the current one.
CREATE CONSTRAINT datareach_publication_number IF NOT EXISTS FOR (p:DataReachPublication) REQUIRE p.number IS UNIQUE
