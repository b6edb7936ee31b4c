-- Files of what two parties keep together.
--
-- The same tables as in ../postgres, which a test compares.

-- key is that of its entry in the ledger. What is elsewhere has a url and no hash. organisation_id is whose quota it
-- counts in.
CREATE TABLE ledger_file (
    id BLOB PRIMARY KEY,
    ledger_id BLOB NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER,
    hash TEXT REFERENCES file (hash),
    url TEXT,
    digest TEXT,
    added_by BLOB REFERENCES actor (id) ON DELETE SET NULL,
    organisation_id BLOB REFERENCES actor (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (ledger_id, key)
) STRICT;
CREATE INDEX ledger_file_by_hash ON ledger_file (hash) WHERE hash IS NOT NULL;
CREATE INDEX ledger_file_by_organisation ON ledger_file (organisation_id) WHERE organisation_id IS NOT NULL;
