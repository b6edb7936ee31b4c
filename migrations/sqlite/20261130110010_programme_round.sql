-- The round in which the coordinator of a programme asks with whom each applicant would like to work. It is brought to
-- the applications one after the other.
--
-- The same tables as in ../postgres, which a test compares.

CREATE TABLE programme_round (
    programme_id BLOB PRIMARY KEY REFERENCES content (id) ON DELETE CASCADE,
    is_open INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
