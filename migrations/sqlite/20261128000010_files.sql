-- What files hold, once each, however many things they belong to. The bytes are kept beside the database
-- under the same hash. preview is the hash of a picture of the first page; words are those of the text, for search.
CREATE TABLE file (
    hash TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    width INTEGER,
    height INTEGER,
    pages INTEGER,
    preview TEXT REFERENCES file (hash),
    words TEXT NOT NULL DEFAULT '',
    scan TEXT NOT NULL DEFAULT 'unscanned',
    looked_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX file_by_preview ON file (preview) WHERE preview IS NOT NULL;
CREATE INDEX file_by_time ON file (created_at);

-- A file of a thing. What is elsewhere has a url and no hash. organisation_id is whose quota it counts in.
CREATE TABLE attachment (
    id BLOB PRIMARY KEY,
    content_id BLOB NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    label TEXT NOT NULL DEFAULT '',
    media_type TEXT NOT NULL,
    size INTEGER,
    hash TEXT REFERENCES file (hash),
    url TEXT,
    added_by BLOB REFERENCES actor (id) ON DELETE SET NULL,
    organisation_id BLOB REFERENCES actor (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX attachment_of_content ON attachment (content_id, position, id);
CREATE INDEX attachment_by_hash ON attachment (hash) WHERE hash IS NOT NULL;
CREATE INDEX attachment_by_organisation ON attachment (organisation_id) WHERE organisation_id IS NOT NULL;
