-- Texts are found by title, summary and body, each with a weight of its own, by the kind of what they belong to, and
-- know by which version of the analysis they were indexed; what is older is indexed anew in the background.
DROP INDEX search_text_tokens;
ALTER TABLE search_text DROP COLUMN tokens;
ALTER TABLE search_text ADD COLUMN summary text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE search_text ADD COLUMN kind text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE search_text ADD COLUMN analyser bigint NOT NULL DEFAULT 0;
UPDATE search_text SET kind = COALESCE(r.kind, c.kind)
FROM content c LEFT JOIN content r ON r.id = c.root_id WHERE c.id = search_text.content_id;
-- Marked as a kind, it is a word that no text has.
ALTER TABLE search_text ADD COLUMN heads tsvector GENERATED ALWAYS AS (
    to_tsvector('simple', title) || array_to_tsvector(ARRAY['ƨk' || kind])
) STORED;
ALTER TABLE search_text ADD COLUMN tokens tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', summary), 'B')
    || setweight(to_tsvector('simple', body), 'C') || array_to_tsvector(ARRAY['ƨk' || kind])
) STORED;
CREATE INDEX search_text_tokens ON search_text USING gin (tokens);
CREATE INDEX search_text_heads ON search_text USING gin (heads);
CREATE INDEX search_text_analyser ON search_text (analyser, id);
-- In the orders in which lists show a kind, so that a page of it is read and not sorted.
CREATE INDEX content_newest ON content (kind, COALESCE(published_at, created_at), id) WHERE root_id IS NULL AND state = 'published';
CREATE INDEX content_useful ON content (kind, reaction_count, id) WHERE root_id IS NULL AND state = 'published';
