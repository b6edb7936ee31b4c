-- What a search reads of each of the hundreds of texts among which it chooses, beside one another: the whole of a text
-- takes several pages, and its beginning is enough to tell which is better.
CREATE TABLE search_lead (
    id INTEGER PRIMARY KEY,
    content_id BLOB NOT NULL,
    lang TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
INSERT INTO search_lead (id, content_id, lang, title, summary, body)
SELECT id, content_id, lang, title, summary, substr(body, 1, 800) FROM search_text;
CREATE TRIGGER search_lead_insert AFTER INSERT ON search_text BEGIN
    INSERT INTO search_lead (id, content_id, lang, title, summary, body)
    VALUES (new.id, new.content_id, new.lang, new.title, new.summary, substr(new.body, 1, 800));
END;
CREATE TRIGGER search_lead_update AFTER UPDATE OF title, summary, body ON search_text BEGIN
    UPDATE search_lead SET title = new.title, summary = new.summary, body = substr(new.body, 1, 800) WHERE id = new.id;
END;
CREATE TRIGGER search_lead_delete AFTER DELETE ON search_text BEGIN
    DELETE FROM search_lead WHERE id = old.id;
END;
