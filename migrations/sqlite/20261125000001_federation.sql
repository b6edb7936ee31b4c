-- Federation: who lives elsewhere, what leaves, what arrives.
--
-- The same tables as in ../postgres, which a test compares. IRIs of what lives here are made from the
-- origin and the id, so that only what lives elsewhere has its IRI in a column.

-- The activity by which somebody became a member across instances: for a member from elsewhere the IRI
-- of her Follow, for a local member of a community elsewhere the id of ours.
ALTER TABLE membership ADD COLUMN follow TEXT NOT NULL DEFAULT '';

-- What is known of an actor of another instance beside the row of actor. inbox is where things for
-- this actor alone go, delivery where things for all of its instance do. document is as it came.
CREATE TABLE remote_actor (
    actor_id BLOB PRIMARY KEY REFERENCES actor (id) ON DELETE CASCADE,
    inbox TEXT NOT NULL,
    delivery TEXT NOT NULL,
    followers TEXT NOT NULL DEFAULT '',
    outbox TEXT NOT NULL DEFAULT '',
    document TEXT NOT NULL,
    fetched_at INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_actor_by_followers ON remote_actor (followers) WHERE followers <> '';

-- Keys by the id that signatures name. private_key is sealed with the secret file, null elsewhere.
CREATE TABLE actor_key (
    id TEXT PRIMARY KEY,
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    public_key TEXT NOT NULL,
    private_key BLOB,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX actor_key_by_actor ON actor_key (actor_id);

-- Who follows a person or an organisation. state is requested or accepted; activity as in
-- membership.follow.
CREATE TABLE follow (
    follower_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    target_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    activity TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    PRIMARY KEY (follower_id, target_id)
) STRICT;
CREATE INDEX follow_by_target ON follow (target_id, state, created_at);

-- Inboxes elsewhere that get what is written for the followers or members of a local actor, after the
-- activity with the number since.
CREATE TABLE interest (
    target_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    inbox TEXT NOT NULL,
    host TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (target_id, inbox)
) STRICT;
CREATE INDEX interest_by_host ON interest (host, target_id);

-- Everything that leaves, in the order in which it was decided. The document is made from the rows
-- when it is sent, unless it stands here. about is what the activity is about: two of them about one
-- thing never overtake one another.
CREATE TABLE outgoing_activity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    activity_id BLOB NOT NULL UNIQUE,
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    content_id BLOB REFERENCES content (id) ON DELETE SET NULL,
    target_id BLOB REFERENCES actor (id) ON DELETE CASCADE,
    inner_id TEXT NOT NULL DEFAULT '',
    document TEXT,
    audience_id BLOB REFERENCES actor (id) ON DELETE CASCADE,
    urgent INTEGER NOT NULL DEFAULT FALSE,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outgoing_activity_by_audience ON outgoing_activity (audience_id, id);
CREATE INDEX outgoing_activity_by_content ON outgoing_activity (content_id, kind, id) WHERE content_id IS NOT NULL;

-- Inboxes that an activity is sent to whoever follows.
CREATE TABLE outgoing_recipient (
    host TEXT NOT NULL,
    activity INTEGER NOT NULL REFERENCES outgoing_activity (id) ON DELETE CASCADE,
    inbox TEXT NOT NULL,
    PRIMARY KEY (host, activity, inbox)
) STRICT;

-- Every other instance. position is the number up to which everything for it was delivered, given up
-- or stands in delivery_exception.
CREATE TABLE remote_host (
    host TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    pause_until INTEGER,
    last_error TEXT NOT NULL DEFAULT '',
    last_success_at INTEGER,
    last_failure_at INTEGER,
    software TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;

-- Deliveries beside the order: what was refused and is tried again, what may overtake, what was given
-- up. state is waiting or given-up.
CREATE TABLE delivery_exception (
    host TEXT NOT NULL,
    activity INTEGER NOT NULL REFERENCES outgoing_activity (id) ON DELETE CASCADE,
    inbox TEXT NOT NULL,
    about TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    run_at INTEGER NOT NULL,
    last_error TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    PRIMARY KEY (host, activity, inbox)
) STRICT;
CREATE INDEX delivery_exception_due ON delivery_exception (host, state, run_at);
CREATE INDEX delivery_exception_given_up ON delivery_exception (state, created_at);

-- Everything that arrived with a signature that holds. state is waiting, done or refused; document is
-- as it came and is dropped after a week.
CREATE TABLE received_activity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    iri TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    about TEXT NOT NULL,
    state TEXT NOT NULL,
    document TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    run_at INTEGER NOT NULL,
    last_error TEXT NOT NULL DEFAULT '',
    received_at INTEGER NOT NULL
) STRICT;
CREATE INDEX received_activity_waiting ON received_activity (about, id) WHERE state = 'waiting';
CREATE INDEX received_activity_due ON received_activity (state, run_at, id);
CREATE INDEX received_activity_by_time ON received_activity (received_at);

-- The document of a thing from elsewhere as it came, and its page there.
CREATE TABLE remote_content (
    content_id BLOB PRIMARY KEY REFERENCES content (id) ON DELETE CASCADE,
    url TEXT NOT NULL DEFAULT '',
    document TEXT NOT NULL,
    updated_at INTEGER,
    fetched_at INTEGER NOT NULL
) STRICT;
