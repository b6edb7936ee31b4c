-- Searches ask which texts have which words, never where: without places the index is a third as large and its lists are
-- put together much faster. Titles have an index of their own, as on PostgreSQL.
DROP TRIGGER search_text_insert;
DROP TRIGGER search_text_delete;
DROP TRIGGER search_text_update;
DROP TABLE search_index;
CREATE VIRTUAL TABLE search_index USING fts5 (
    title, summary, body, tag, content = 'search_text', content_rowid = 'id', detail = none, columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE search_head USING fts5 (
    title, tag, content = 'search_text', content_rowid = 'id', detail = none, columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TRIGGER search_text_insert AFTER INSERT ON search_text BEGIN
    INSERT INTO search_index (rowid, title, summary, body, tag)
    VALUES (new.id, new.title, new.summary, new.body, new.tag);
    INSERT INTO search_head (rowid, title, tag) VALUES (new.id, new.title, new.tag);
END;
CREATE TRIGGER search_text_delete AFTER DELETE ON search_text BEGIN
    INSERT INTO search_index (search_index, rowid, title, summary, body, tag)
    VALUES ('delete', old.id, old.title, old.summary, old.body, old.tag);
    INSERT INTO search_head (search_head, rowid, title, tag) VALUES ('delete', old.id, old.title, old.tag);
END;
CREATE TRIGGER search_text_update AFTER UPDATE OF title, summary, body, kind ON search_text BEGIN
    INSERT INTO search_index (search_index, rowid, title, summary, body, tag)
    VALUES ('delete', old.id, old.title, old.summary, old.body, old.tag);
    INSERT INTO search_index (rowid, title, summary, body, tag)
    VALUES (new.id, new.title, new.summary, new.body, new.tag);
    INSERT INTO search_head (search_head, rowid, title, tag) VALUES ('delete', old.id, old.title, old.tag);
    INSERT INTO search_head (rowid, title, tag) VALUES (new.id, new.title, new.tag);
END;
INSERT INTO search_index (search_index) VALUES ('rebuild');
INSERT INTO search_head (search_head) VALUES ('rebuild');
