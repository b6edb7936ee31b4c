-- Private messages between two people.
--
-- The same tables as in ../postgres, which a test compares.

-- ap_id is only for what was written elsewhere. Whoever withdraws a message leaves the row without its
-- text. cleaner is the version of the allow-list that body_html passed.
CREATE TABLE message (
    id BLOB PRIMARY KEY,
    ap_id TEXT UNIQUE,
    author_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    recipient_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    in_reply_to BLOB REFERENCES message (id) ON DELETE SET NULL,
    lang TEXT NOT NULL,
    body_md TEXT NOT NULL DEFAULT '',
    body_html TEXT NOT NULL DEFAULT '',
    cleaner INTEGER NOT NULL DEFAULT 0,
    sent_at INTEGER NOT NULL,
    edited_at INTEGER,
    read_at INTEGER,
    deleted_at INTEGER
) STRICT;
-- What one wrote to another, the newest last.
CREATE INDEX message_between ON message (author_id, recipient_id, sent_at, id);
CREATE INDEX message_unread ON message (recipient_id, author_id) WHERE read_at IS NULL AND deleted_at IS NULL;

-- Whom somebody writes with, as each of the two sees it: the message that came last, and whether the
-- owner wrote first.
CREATE TABLE correspondence (
    owner_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    other_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    message_id BLOB NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    begun INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (owner_id, other_id)
) STRICT;
CREATE INDEX correspondence_newest ON correspondence (owner_id, updated_at, other_id);

-- The message that is acted on. It is nobody's but the recipient's to have.
ALTER TABLE outgoing_activity ADD COLUMN message_id BLOB REFERENCES message (id) ON DELETE SET NULL;
