-- Who writes a thing with its author is named to readers when she has agreed, since then. Whom a thing from elsewhere
-- names beside its author are people of its own instance, who may change nothing here.
--
-- The same tables as in ../postgres, which a test compares.

ALTER TABLE coauthor ADD COLUMN named_at INTEGER;

CREATE TABLE remote_coauthor (
    content_id BLOB NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    iri TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (content_id, iri)
) STRICT;
CREATE INDEX remote_coauthor_by_iri ON remote_coauthor (iri);
