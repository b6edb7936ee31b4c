-- What a machine has made of a text for readers of this instance: kept while the text stays as it is, and told to
-- no other instance.
--
-- The same tables as in ../sqlite, which a test compares.

-- source_at is the moment of the text that was translated. state is waiting, done or failed.
CREATE TABLE machine_text (
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    lang text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    summary text COLLATE "C" NOT NULL,
    body_html text COLLATE "C" NOT NULL,
    fields text COLLATE "C" NOT NULL,
    fields_html text COLLATE "C" NOT NULL,
    source_at bigint NOT NULL,
    cleaner bigint NOT NULL,
    asked_by uuid REFERENCES actor (id) ON DELETE SET NULL,
    asked_at bigint NOT NULL,
    PRIMARY KEY (content_id, lang)
);
CREATE INDEX machine_text_by_actor ON machine_text (asked_by, asked_at);
