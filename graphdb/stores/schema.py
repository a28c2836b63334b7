"""The SQL of the SQLite store. What people browse is in ``readable``; the tables here begin with an underscore.

A record version is kept once (``_record``), however many releases hold it (``_member``). ``_publication`` only grows:
its newest row is the current release.
"""

APPLICATION_ID = 0x64726368
"""Stands in the header of every file of ours ("drch" in ASCII)."""

SCHEMA_VERSION = 1
"""Stands in the header too. One more for every change that an older datareach cannot read."""

CREATE = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
    """
    CREATE TABLE _record (
        number INTEGER PRIMARY KEY,
        hash TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        names TEXT NOT NULL,
        line TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE _release (
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
    )
    """,
    """
    CREATE TABLE _count (
        release INTEGER NOT NULL REFERENCES _release (number),
        kind TEXT NOT NULL,
        records INTEGER NOT NULL,
        PRIMARY KEY (release, kind)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE _member (
        release INTEGER NOT NULL REFERENCES _release (number),
        record INTEGER NOT NULL REFERENCES _record (number),
        position INTEGER NOT NULL,
        PRIMARY KEY (release, record)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE _publication (
        number INTEGER PRIMARY KEY,
        release INTEGER NOT NULL REFERENCES _release (number),
        published TEXT NOT NULL
    )
    """,
    """
    CREATE VIRTUAL TABLE _search USING fts5 (words, content='', tokenize="unicode61 remove_diacritics 2")
    """,
    """
    CREATE VIEW releases AS
    SELECT _publication.number, _release.name, _publication.published
    FROM _publication JOIN _release ON _release.number = _publication.release
    ORDER BY _publication.number DESC
    """,
)
"""Run inside the transaction of the first save, one by one (``executescript`` would end the transaction)."""

CURRENT_RELEASE = """
SELECT _release.name FROM _publication JOIN _release ON _release.number = _publication.release
ORDER BY _publication.number DESC LIMIT 1
"""

PUBLICATIONS = """
SELECT _release.name, _publication.published,
    (SELECT json_group_object(kind, records) FROM _count WHERE _count.release = _release.number)
FROM _publication JOIN _release ON _release.number = _publication.release
ORDER BY _publication.number DESC
"""

LINES = """
SELECT _record.line
FROM _release JOIN _member ON _member.release = _release.number JOIN _record ON _record.number = _member.record
WHERE _release.name = :release
ORDER BY _member.position
"""

FOUND = """
SELECT _record.kind, _record.id, _record.names
FROM _search JOIN _record ON _record.number = _search.rowid
WHERE _search MATCH :words
AND _record.kind IN (SELECT value FROM json_each(:kinds))
AND EXISTS (
    SELECT 1 FROM _member JOIN _release ON _release.number = _member.release
    WHERE _release.name = :release AND _member.record = _record.number
)
"""

KNOWN_HASHES = "SELECT hash FROM _record WHERE hash IN (SELECT value FROM json_each(:hashes))"

ADD_RECORD = "INSERT INTO _record (hash, kind, id, names, line) VALUES (?, ?, ?, ?, ?)"

ADD_WORDS = "INSERT INTO _search (rowid, words) SELECT number, ? FROM _record WHERE hash = ?"

ADD_RELEASE = "INSERT INTO _release (name) VALUES (:name) ON CONFLICT (name) DO NOTHING"

ADD_COUNT = "INSERT INTO _count SELECT number, ?, ? FROM _release WHERE name = ?"

ADD_MEMBER = """
INSERT INTO _member SELECT _release.number, _record.number, ? FROM _release, _record
WHERE _release.name = ? AND _record.hash = ?
"""

ADD_PUBLICATION = """
INSERT INTO _publication (release, published) SELECT number, :published FROM _release WHERE name = :name
"""
