-- What is for members only, across instances.
--
-- The same tables as in ../postgres, which a test compares.

-- Instances whose people may belong to a community for members only. Their administrators can read what
-- is in it.
CREATE TABLE community_host (
    group_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    host TEXT NOT NULL,
    added_by BLOB REFERENCES actor (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (group_id, host)
) STRICT;

-- What a delivered activity does with copies of a thing that is not for everybody: none, given, erased.
ALTER TABLE outgoing_activity ADD COLUMN copies TEXT NOT NULL DEFAULT 'none';

-- Instances that were given a copy of such a thing, and when they confirmed that they were told to
-- erase it.
CREATE TABLE content_holder (
    content_id BLOB NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    host TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    erased_at INTEGER,
    PRIMARY KEY (content_id, host)
) STRICT;
