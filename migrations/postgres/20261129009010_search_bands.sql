-- The newest texts that have a word are found without a look at all that have it: of which 4096 a text is one is a
-- word of the index, too. What is long stands beside the rows, so that there are many of them on a page.
--
-- Nothing of this concerns SQLite, whose index is read from the newest text on.
DROP INDEX search_text_tokens;
DROP INDEX search_text_heads;
ALTER TABLE search_text DROP COLUMN tokens;
ALTER TABLE search_text DROP COLUMN heads;
ALTER TABLE search_text SET (toast_tuple_target = 128);
-- Only its beginning is read to rank what was found, which takes as long as to unpack all of it where it is packed.
ALTER TABLE search_text ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE search_text
    ADD COLUMN heads tsvector GENERATED ALWAYS AS (
        to_tsvector('simple', title) || array_to_tsvector(ARRAY['ƨk' || kind, 'ƨb' || CAST(id / 4096 AS text)])
    ) STORED,
    ADD COLUMN tokens tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', summary), 'B')
        || setweight(to_tsvector('simple', body), 'C')
        || array_to_tsvector(ARRAY['ƨk' || kind, 'ƨb' || CAST(id / 4096 AS text)])
    ) STORED;
CREATE INDEX search_text_tokens ON search_text USING gin (tokens);
CREATE INDEX search_text_heads ON search_text USING gin (heads);
