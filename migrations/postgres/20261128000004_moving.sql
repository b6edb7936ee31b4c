-- Moving and leaving: former addresses, where somebody has moved to, what is brought in from elsewhere.
--
-- The same tables as in ../sqlite, which a test compares.

-- Where an actor says that it has moved to, and when a move of its was last carried out here.
ALTER TABLE actor ADD COLUMN moved_to text COLLATE "C";
ALTER TABLE actor ADD COLUMN moved_at bigint;

-- Whom a local actor says it also is. Of a remote one its document says it.
CREATE TABLE actor_alias (
    actor_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    iri text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (actor_id, iri)
);

-- What somebody brings in, item by item; group_id where it is for a community. state of an item is
-- waiting, done or failed.
CREATE TABLE import_batch (
    id uuid PRIMARY KEY,
    actor_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    group_id uuid REFERENCES actor (id) ON DELETE CASCADE,
    created_at bigint NOT NULL
);
CREATE INDEX import_batch_by_actor ON import_batch (actor_id, created_at);

CREATE TABLE import_item (
    batch_id uuid NOT NULL REFERENCES import_batch (id) ON DELETE CASCADE,
    position bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    PRIMARY KEY (batch_id, position)
);
CREATE INDEX import_item_by_state ON import_item (batch_id, state, position);

-- What somebody did, for her outbox and for telling everybody who knows her that she is gone.
CREATE INDEX outgoing_activity_by_actor ON outgoing_activity (actor_id, id);
