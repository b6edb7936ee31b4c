-- What a search reads of each of the hundreds of texts among which it chooses, beside one another: the whole of a text
-- takes several pages, and its beginning is enough to tell which is better.
CREATE TABLE search_lead (
    id bigint PRIMARY KEY,
    content_id uuid NOT NULL,
    lang text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    summary text COLLATE "C" NOT NULL,
    body text COLLATE "C" NOT NULL
) WITH (toast_tuple_target = 4080);
INSERT INTO search_lead (id, content_id, lang, title, summary, body)
SELECT id, content_id, lang, title, summary, substr(body, 1, 800) FROM search_text;
CREATE FUNCTION keep_search_lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM search_lead WHERE id = OLD.id;
    ELSE
        INSERT INTO search_lead (id, content_id, lang, title, summary, body)
        VALUES (NEW.id, NEW.content_id, NEW.lang, NEW.title, NEW.summary, substr(NEW.body, 1, 800))
        ON CONFLICT (id) DO UPDATE SET title = excluded.title, summary = excluded.summary, body = excluded.body;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER search_lead_of_text AFTER INSERT OR DELETE OR UPDATE OF title, summary, body ON search_text
    FOR EACH ROW EXECUTE FUNCTION keep_search_lead();
