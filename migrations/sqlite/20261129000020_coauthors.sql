-- Whom the author of a thing lets change it, and everything that it consists of.
CREATE TABLE coauthor (
    content_id BLOB NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (content_id, actor_id)
) STRICT;
CREATE INDEX coauthor_by_actor ON coauthor (actor_id);
