-- The place of a part among the parts of its whole, from 1: a chapter of a handbook. The whole is its root_id. NULL
-- for whatever is no part. One that lives elsewhere may be known by its title alone: said_at is when its home last
-- changed it, as the whole says, and seen_at what said_at was when its text was last fetched.
ALTER TABLE content ADD COLUMN position INTEGER;
ALTER TABLE content ADD COLUMN said_at INTEGER;
ALTER TABLE content ADD COLUMN seen_at INTEGER;
CREATE INDEX content_parts ON content (root_id, position) WHERE position IS NOT NULL;
