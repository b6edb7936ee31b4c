-- What administrators entrust to single people beside their roles.
--
-- The same tables as in ../sqlite, which a test compares.

-- task is a word, for instance the name of a kind of content that not everybody may write.
CREATE TABLE entrusted (
    person_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    task text COLLATE "C" NOT NULL,
    entrusted_at bigint NOT NULL,
    PRIMARY KEY (person_id, task)
);
