-- Which things have changed, in the order of their changes: for what is kept in memory and must be right at once.
-- seq grows with every change and is never used twice.
CREATE TABLE content_change (
    content_id BLOB PRIMARY KEY,
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX content_change_by_seq ON content_change (seq, content_id);

CREATE TRIGGER content_change_of_row AFTER UPDATE OF kind, state, visibility, policy, author_id, updated_at,
    review_count, adaptation_count, endorsement_count, checked_at ON content WHEN NEW.root_id IS NULL BEGIN
    INSERT INTO content_change (content_id, seq)
    VALUES (NEW.id, (SELECT COALESCE(max(seq), 0) + 1 FROM content_change))
    ON CONFLICT (content_id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER content_change_of_gone AFTER DELETE ON content WHEN OLD.root_id IS NULL BEGIN
    INSERT INTO content_change (content_id, seq)
    VALUES (OLD.id, (SELECT COALESCE(max(seq), 0) + 1 FROM content_change))
    ON CONFLICT (content_id) DO UPDATE SET seq = excluded.seq;
END;
-- Nothing is there without a text, so that this is also the trigger of what is new.
CREATE TRIGGER content_change_of_text AFTER INSERT ON content_text
    WHEN EXISTS (SELECT 1 FROM content c WHERE c.id = NEW.content_id AND c.root_id IS NULL) BEGIN
    INSERT INTO content_change (content_id, seq)
    VALUES (NEW.content_id, (SELECT COALESCE(max(seq), 0) + 1 FROM content_change))
    ON CONFLICT (content_id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER content_change_of_text_gone AFTER DELETE ON content_text
    WHEN EXISTS (SELECT 1 FROM content c WHERE c.id = OLD.content_id AND c.root_id IS NULL) BEGIN
    INSERT INTO content_change (content_id, seq)
    VALUES (OLD.content_id, (SELECT COALESCE(max(seq), 0) + 1 FROM content_change))
    ON CONFLICT (content_id) DO UPDATE SET seq = excluded.seq;
END;

-- What is not for everybody to see is counted for each reader.
CREATE INDEX content_restricted ON content (kind, id)
    WHERE root_id IS NULL AND state = 'published' AND (visibility <> 'public' OR policy <> 'open');
