-- Which things have changed: for what is kept in memory and must be right at once. seq is the transaction of the
-- change, so that a reader who remembers the oldest one that was still running has missed nothing.
CREATE TABLE content_change (
    content_id uuid PRIMARY KEY,
    seq bigint NOT NULL
);
CREATE INDEX content_change_by_seq ON content_change (seq, content_id);

CREATE FUNCTION note_content_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO content_change (content_id, seq) VALUES (OLD.id, pg_current_xact_id()::text::bigint)
        ON CONFLICT (content_id) DO UPDATE SET seq = excluded.seq WHERE content_change.seq <> excluded.seq;
    ELSE
        INSERT INTO content_change (content_id, seq) VALUES (NEW.id, pg_current_xact_id()::text::bigint)
        ON CONFLICT (content_id) DO UPDATE SET seq = excluded.seq WHERE content_change.seq <> excluded.seq;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER content_change_of_row AFTER UPDATE OF kind, state, visibility, policy, author_id, updated_at,
    review_count, adaptation_count, endorsement_count, checked_at ON content
    FOR EACH ROW WHEN (NEW.root_id IS NULL) EXECUTE FUNCTION note_content_change();
CREATE TRIGGER content_change_of_gone AFTER DELETE ON content
    FOR EACH ROW WHEN (OLD.root_id IS NULL) EXECUTE FUNCTION note_content_change();

-- Nothing is there without a text, so that this is also the trigger of what is new.
CREATE FUNCTION note_text_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO content_change (content_id, seq)
        SELECT c.id, pg_current_xact_id()::text::bigint FROM content c WHERE c.id = OLD.content_id AND c.root_id IS NULL
        ON CONFLICT (content_id) DO UPDATE SET seq = excluded.seq WHERE content_change.seq <> excluded.seq;
    ELSE
        INSERT INTO content_change (content_id, seq)
        SELECT c.id, pg_current_xact_id()::text::bigint FROM content c WHERE c.id = NEW.content_id AND c.root_id IS NULL
        ON CONFLICT (content_id) DO UPDATE SET seq = excluded.seq WHERE content_change.seq <> excluded.seq;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER content_change_of_text AFTER INSERT OR DELETE ON content_text
    FOR EACH ROW EXECUTE FUNCTION note_text_change();

-- What is not for everybody to see is counted for each reader.
CREATE INDEX content_restricted ON content (kind, id)
    WHERE root_id IS NULL AND state = 'published' AND (visibility <> 'public' OR policy <> 'open');
