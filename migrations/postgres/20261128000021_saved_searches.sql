-- Searches that people keep, and until when what is new for them has been told.
CREATE TABLE saved_search (
    id uuid PRIMARY KEY,
    actor_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    name text COLLATE "C" NOT NULL,
    href text COLLATE "C" NOT NULL,
    filter text COLLATE "C" NOT NULL,
    checked_at bigint NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX saved_search_own ON saved_search (actor_id, created_at);
CREATE INDEX saved_search_due ON saved_search (checked_at, id);
