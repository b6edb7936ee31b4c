-- Searches that people keep, and until when what is new for them has been told.
CREATE TABLE saved_search (
    id BLOB PRIMARY KEY,
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    href TEXT NOT NULL,
    filter TEXT NOT NULL,
    checked_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_search_own ON saved_search (actor_id, created_at);
CREATE INDEX saved_search_due ON saved_search (checked_at, id);
