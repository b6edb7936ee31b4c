-- The round in which the coordinator of a programme asks with whom each applicant would like to work. It is brought to
-- the applications one after the other.
--
-- The same tables as in ../sqlite, which a test compares.

CREATE TABLE programme_round (
    programme_id uuid PRIMARY KEY REFERENCES content (id) ON DELETE CASCADE,
    is_open boolean NOT NULL,
    changed_at bigint NOT NULL
);
