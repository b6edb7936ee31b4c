-- Texts are found by title, summary and body, each with a weight of its own, by the kind of what they belong to, and
-- know by which version of the analysis they were indexed; what is older is indexed anew in the background.
ALTER TABLE search_text ADD COLUMN summary TEXT NOT NULL DEFAULT '';
ALTER TABLE search_text ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE search_text ADD COLUMN analyser INTEGER NOT NULL DEFAULT 0;
-- Marked as a kind, it is a word that no text has.
ALTER TABLE search_text ADD COLUMN tag TEXT NOT NULL GENERATED ALWAYS AS ('ƨk' || kind) VIRTUAL;

DROP TRIGGER search_text_insert;
DROP TRIGGER search_text_delete;
DROP TRIGGER search_text_update;
DROP TABLE search_index;
UPDATE search_text SET kind = (
    SELECT COALESCE(r.kind, c.kind) FROM content c LEFT JOIN content r ON r.id = c.root_id WHERE c.id = search_text.content_id
);
CREATE INDEX search_text_analyser ON search_text (analyser, id);
CREATE VIRTUAL TABLE search_index USING fts5 (
    title, summary, body, tag, content = 'search_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TRIGGER search_text_insert AFTER INSERT ON search_text BEGIN
    INSERT INTO search_index (rowid, title, summary, body, tag)
    VALUES (new.id, new.title, new.summary, new.body, new.tag);
END;
CREATE TRIGGER search_text_delete AFTER DELETE ON search_text BEGIN
    INSERT INTO search_index (search_index, rowid, title, summary, body, tag)
    VALUES ('delete', old.id, old.title, old.summary, old.body, old.tag);
END;
CREATE TRIGGER search_text_update AFTER UPDATE ON search_text BEGIN
    INSERT INTO search_index (search_index, rowid, title, summary, body, tag)
    VALUES ('delete', old.id, old.title, old.summary, old.body, old.tag);
    INSERT INTO search_index (rowid, title, summary, body, tag)
    VALUES (new.id, new.title, new.summary, new.body, new.tag);
END;
INSERT INTO search_index (search_index) VALUES ('rebuild');
-- In the orders in which lists show a kind, so that a page of it is read and not sorted.
CREATE INDEX content_newest ON content (kind, COALESCE(published_at, created_at), id) WHERE root_id IS NULL AND state = 'published';
CREATE INDEX content_useful ON content (kind, reaction_count, id) WHERE root_id IS NULL AND state = 'published';
