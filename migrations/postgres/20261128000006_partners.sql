-- Partner instances: administrators of two instances connect them, and each keeps the public catalogue
-- of the other.
--
-- The same tables as in ../sqlite, which a test compares.

-- state is offered (by us), asked (by them), or partner. activity is the Offer by which it began: the
-- id of ours, or the IRI of theirs. position is where the next page of their catalogue begins.
CREATE TABLE partner (
    host text COLLATE "C" PRIMARY KEY,
    actor_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    state text COLLATE "C" NOT NULL,
    activity text COLLATE "C" NOT NULL DEFAULT '',
    position text COLLATE "C" NOT NULL DEFAULT '',
    entry_count bigint NOT NULL DEFAULT 0,
    complete_at bigint,
    fetched_at bigint,
    last_error text COLLATE "C" NOT NULL DEFAULT '',
    created_at bigint NOT NULL
);

-- What came here with the catalogue of a partner.
CREATE TABLE catalogue_entry (
    content_id uuid PRIMARY KEY REFERENCES content (id) ON DELETE CASCADE,
    host text COLLATE "C" NOT NULL
);
CREATE INDEX catalogue_entry_by_host ON catalogue_entry (host);

-- Public things of this instance in the order in which they changed.
CREATE INDEX content_catalogue ON content (updated_at, id) WHERE host = '' AND root_id IS NULL AND published_at IS NOT NULL AND visibility = 'public';
CREATE INDEX actor_catalogue ON actor (updated_at, id) WHERE host = '' AND kind IN ('group', 'organisation');

-- How far the first look at somebody or a community elsewhere has come. state is running, done or
-- failed.
CREATE TABLE acquaintance (
    actor_id uuid PRIMARY KEY REFERENCES actor (id) ON DELETE CASCADE,
    state text COLLATE "C" NOT NULL,
    total bigint NOT NULL DEFAULT 0,
    done bigint NOT NULL DEFAULT 0,
    updated_at bigint NOT NULL
);
