-- Moving and leaving: former addresses, where somebody has moved to, what is brought in from elsewhere.
--
-- The same tables as in ../postgres, which a test compares.

-- Where an actor says that it has moved to, and when a move of its was last carried out here.
ALTER TABLE actor ADD COLUMN moved_to TEXT;
ALTER TABLE actor ADD COLUMN moved_at INTEGER;

-- Whom a local actor says it also is. Of a remote one its document says it.
CREATE TABLE actor_alias (
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    iri TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (actor_id, iri)
) STRICT;

-- What somebody brings in, item by item; group_id where it is for a community. state of an item is
-- waiting, done or failed.
CREATE TABLE import_batch (
    id BLOB PRIMARY KEY,
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    group_id BLOB REFERENCES actor (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX import_batch_by_actor ON import_batch (actor_id, created_at);

CREATE TABLE import_item (
    batch_id BLOB NOT NULL REFERENCES import_batch (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (batch_id, position)
) STRICT;
CREATE INDEX import_item_by_state ON import_item (batch_id, state, position);

-- What somebody did, for her outbox and for telling everybody who knows her that she is gone.
CREATE INDEX outgoing_activity_by_actor ON outgoing_activity (actor_id, id);
