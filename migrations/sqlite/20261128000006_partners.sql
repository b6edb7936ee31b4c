-- Partner instances: administrators of two instances connect them, and each keeps the public catalogue
-- of the other.
--
-- The same tables as in ../postgres, which a test compares.

-- state is offered (by us), asked (by them), or partner. activity is the Offer by which it began: the
-- id of ours, or the IRI of theirs. position is where the next page of their catalogue begins.
CREATE TABLE partner (
    host TEXT PRIMARY KEY,
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    activity TEXT NOT NULL DEFAULT '',
    position TEXT NOT NULL DEFAULT '',
    entry_count INTEGER NOT NULL DEFAULT 0,
    complete_at INTEGER,
    fetched_at INTEGER,
    last_error TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;

-- What came here with the catalogue of a partner.
CREATE TABLE catalogue_entry (
    content_id BLOB PRIMARY KEY REFERENCES content (id) ON DELETE CASCADE,
    host TEXT NOT NULL
) STRICT;
CREATE INDEX catalogue_entry_by_host ON catalogue_entry (host);

-- Public things of this instance in the order in which they changed.
CREATE INDEX content_catalogue ON content (updated_at, id) WHERE host = '' AND root_id IS NULL AND published_at IS NOT NULL AND visibility = 'public';
CREATE INDEX actor_catalogue ON actor (updated_at, id) WHERE host = '' AND kind IN ('group', 'organisation');

-- How far the first look at somebody or a community elsewhere has come. state is running, done or
-- failed.
CREATE TABLE acquaintance (
    actor_id BLOB PRIMARY KEY REFERENCES actor (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    total INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0,
    updated_at INTEGER NOT NULL
) STRICT;
