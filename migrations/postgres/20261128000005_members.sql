-- What is for members only, across instances.
--
-- The same tables as in ../sqlite, which a test compares.

-- Instances whose people may belong to a community for members only. Their administrators can read what
-- is in it.
CREATE TABLE community_host (
    group_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    host text COLLATE "C" NOT NULL,
    added_by uuid REFERENCES actor (id) ON DELETE SET NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (group_id, host)
);

-- What a delivered activity does with copies of a thing that is not for everybody: none, given, erased.
ALTER TABLE outgoing_activity ADD COLUMN copies text COLLATE "C" NOT NULL DEFAULT 'none';

-- Instances that were given a copy of such a thing, and when they confirmed that they were told to
-- erase it.
CREATE TABLE content_holder (
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    host text COLLATE "C" NOT NULL,
    given_at bigint NOT NULL,
    erased_at bigint,
    PRIMARY KEY (content_id, host)
);
