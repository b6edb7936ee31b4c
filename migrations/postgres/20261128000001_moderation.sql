-- Moderation across instances.
--
-- The same tables as in ../sqlite, which a test compares.

-- The IRI of the Flag by which somebody elsewhere reported.
ALTER TABLE report ADD COLUMN activity text COLLATE "C" NOT NULL DEFAULT '';

-- What was done to an actor, the newest last.
CREATE INDEX outgoing_activity_by_target ON outgoing_activity (target_id, kind, id) WHERE target_id IS NOT NULL;
