-- What administrators entrust to single people beside their roles.
--
-- The same tables as in ../postgres, which a test compares.

-- task is a word, for instance the name of a kind of content that not everybody may write.
CREATE TABLE entrusted (
    person_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    task TEXT NOT NULL,
    entrusted_at INTEGER NOT NULL,
    PRIMARY KEY (person_id, task)
) STRICT, WITHOUT ROWID;
