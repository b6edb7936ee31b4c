-- Files of what two parties keep together.
--
-- The same tables as in ../sqlite, which a test compares.

-- key is that of its entry in the ledger. What is elsewhere has a url and no hash. organisation_id is whose quota it
-- counts in.
CREATE TABLE ledger_file (
    id uuid PRIMARY KEY,
    ledger_id uuid NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    key text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    media_type text COLLATE "C" NOT NULL,
    size bigint,
    hash text COLLATE "C" REFERENCES file (hash),
    url text COLLATE "C",
    digest text COLLATE "C",
    added_by uuid REFERENCES actor (id) ON DELETE SET NULL,
    organisation_id uuid REFERENCES actor (id) ON DELETE SET NULL,
    created_at bigint NOT NULL,
    UNIQUE (ledger_id, key)
);
CREATE INDEX ledger_file_by_hash ON ledger_file (hash) WHERE hash IS NOT NULL;
CREATE INDEX ledger_file_by_organisation ON ledger_file (organisation_id) WHERE organisation_id IS NOT NULL;
