-- Private messages between two people.
--
-- The same tables as in ../sqlite, which a test compares.

-- ap_id is only for what was written elsewhere. Whoever withdraws a message leaves the row without its
-- text. cleaner is the version of the allow-list that body_html passed.
CREATE TABLE message (
    id uuid PRIMARY KEY,
    ap_id text COLLATE "C" UNIQUE,
    author_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    recipient_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    in_reply_to uuid REFERENCES message (id) ON DELETE SET NULL,
    lang text COLLATE "C" NOT NULL,
    body_md text COLLATE "C" NOT NULL DEFAULT '',
    body_html text COLLATE "C" NOT NULL DEFAULT '',
    cleaner bigint NOT NULL DEFAULT 0,
    sent_at bigint NOT NULL,
    edited_at bigint,
    read_at bigint,
    deleted_at bigint
);
-- What one wrote to another, the newest last.
CREATE INDEX message_between ON message (author_id, recipient_id, sent_at, id);
CREATE INDEX message_unread ON message (recipient_id, author_id) WHERE read_at IS NULL AND deleted_at IS NULL;

-- Whom somebody writes with, as each of the two sees it: the message that came last, and whether the
-- owner wrote first.
CREATE TABLE correspondence (
    owner_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    other_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    message_id uuid NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    begun boolean NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (owner_id, other_id)
);
CREATE INDEX correspondence_newest ON correspondence (owner_id, updated_at, other_id);

-- The message that is acted on. It is nobody's but the recipient's to have.
ALTER TABLE outgoing_activity ADD COLUMN message_id uuid REFERENCES message (id) ON DELETE SET NULL;
