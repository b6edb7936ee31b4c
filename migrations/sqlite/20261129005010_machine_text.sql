-- What a machine has made of a text for readers of this instance: kept while the text stays as it is, and told to
-- no other instance.
--
-- The same tables as in ../postgres, which a test compares.

-- source_at is the moment of the text that was translated. state is waiting, done or failed.
CREATE TABLE machine_text (
    content_id BLOB NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    lang TEXT NOT NULL,
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    body_html TEXT NOT NULL,
    fields TEXT NOT NULL,
    fields_html TEXT NOT NULL,
    source_at INTEGER NOT NULL,
    cleaner INTEGER NOT NULL,
    asked_by BLOB REFERENCES actor (id) ON DELETE SET NULL,
    asked_at INTEGER NOT NULL,
    PRIMARY KEY (content_id, lang)
) STRICT;
CREATE INDEX machine_text_by_actor ON machine_text (asked_by, asked_at);
