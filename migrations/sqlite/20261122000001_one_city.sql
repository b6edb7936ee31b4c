-- One city: people, organisations, communities and what they publish.
--
-- The same tables as in ../postgres, which a test compares. Ids are 16 bytes.

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Everybody who can act or be followed, local or remote. ap_id is null for what never leaves.
CREATE TABLE actor (
    id BLOB PRIMARY KEY,
    ap_id TEXT UNIQUE,
    kind TEXT NOT NULL,
    handle TEXT NOT NULL,
    host TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    lang TEXT NOT NULL,
    summary_html TEXT NOT NULL DEFAULT '',
    url TEXT,
    state TEXT NOT NULL DEFAULT 'active',
    discoverable INTEGER NOT NULL DEFAULT FALSE,
    indexable INTEGER NOT NULL DEFAULT FALSE,
    illustrative INTEGER NOT NULL DEFAULT FALSE,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX actor_handle ON actor (handle, host);
CREATE INDEX actor_by_name ON actor (kind, host, name_key);

-- What an actor says of itself, in each of its languages. text_key is name and headline folded, to be
-- found by.
CREATE TABLE actor_text (
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    lang TEXT NOT NULL,
    name TEXT NOT NULL,
    headline TEXT NOT NULL DEFAULT '',
    summary_md TEXT NOT NULL DEFAULT '',
    summary_html TEXT NOT NULL DEFAULT '',
    text_key TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (actor_id, lang)
) STRICT;

CREATE TABLE actor_sector (
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    sector TEXT NOT NULL,
    PRIMARY KEY (actor_id, sector)
) STRICT;
CREATE INDEX actor_sector_by_sector ON actor_sector (sector, actor_id);

CREATE TABLE actor_language (
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    lang TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (actor_id, lang)
) STRICT;

-- The civic profile of an organisation. details holds what no list filters by.
CREATE TABLE organisation (
    actor_id BLOB PRIMARY KEY REFERENCES actor (id) ON DELETE CASCADE,
    level TEXT NOT NULL,
    country TEXT NOT NULL DEFAULT '',
    territory TEXT NOT NULL DEFAULT '',
    nuts TEXT NOT NULL DEFAULT '',
    population_band TEXT NOT NULL DEFAULT '',
    website TEXT NOT NULL DEFAULT '',
    details TEXT NOT NULL DEFAULT '{}'
) STRICT;

-- A person's one organisation, on whose behalf she writes.
CREATE TABLE affiliation (
    person_id BLOB PRIMARY KEY REFERENCES actor (id) ON DELETE CASCADE,
    organisation_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX affiliation_by_organisation ON affiliation (organisation_id, person_id);

CREATE TABLE account (
    id BLOB PRIMARY KEY,
    actor_id BLOB NOT NULL UNIQUE REFERENCES actor (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    role TEXT NOT NULL,
    lang TEXT,
    state TEXT NOT NULL DEFAULT 'active',
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER
) STRICT;

-- token_hash is the SHA-256 of a secret that only the reader's cookie or link holds.
CREATE TABLE session (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE,
    user_agent TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_by_account ON session (account_id, last_seen_at);

CREATE TABLE invitation (
    id BLOB PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    created_by BLOB REFERENCES actor (id) ON DELETE SET NULL,
    organisation_id BLOB REFERENCES actor (id) ON DELETE SET NULL,
    group_id BLOB REFERENCES actor (id) ON DELETE SET NULL,
    role TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    uses_left INTEGER NOT NULL,
    uses INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

-- Links that work once: first set-up, password reset.
CREATE TABLE one_time_link (
    id BLOB PRIMARY KEY,
    purpose TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    account_id BLOB REFERENCES account (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

-- A community of practice, local or remote. Its names and purpose are rows of actor_text.
CREATE TABLE community (
    actor_id BLOB PRIMARY KEY REFERENCES actor (id) ON DELETE CASCADE,
    visibility TEXT NOT NULL,
    join_policy TEXT NOT NULL,
    member_count INTEGER NOT NULL DEFAULT 0,
    discussion_count INTEGER NOT NULL DEFAULT 0,
    practice_count INTEGER NOT NULL DEFAULT 0,
    last_activity_at INTEGER NOT NULL,
    rules_md TEXT NOT NULL DEFAULT '',
    rules_html TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX community_by_activity ON community (last_activity_at, actor_id);

-- Members are people or organisations, local or remote.
CREATE TABLE membership (
    group_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    standing TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    decided_by BLOB REFERENCES actor (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, actor_id)
) STRICT;
CREATE INDEX membership_by_actor ON membership (actor_id, standing, group_id);
CREATE INDEX membership_by_standing ON membership (group_id, standing, created_at);

-- One person's wish not to see (mute) or not to be met by (block) another.
CREATE TABLE avoidance (
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    target_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (actor_id, target_id)
) STRICT;
CREATE INDEX avoidance_by_target ON avoidance (target_id, kind);

-- Every published thing of every kind. details holds the language-neutral fields of the kind.
CREATE TABLE content (
    id BLOB PRIMARY KEY,
    ap_id TEXT UNIQUE,
    kind TEXT NOT NULL,
    author_id BLOB NOT NULL REFERENCES actor (id),
    organisation_id BLOB REFERENCES actor (id) ON DELETE SET NULL,
    group_id BLOB REFERENCES actor (id) ON DELETE SET NULL,
    root_id BLOB REFERENCES content (id) ON DELETE CASCADE,
    parent_id BLOB REFERENCES content (id) ON DELETE CASCADE,
    depth INTEGER NOT NULL DEFAULT 0,
    host TEXT NOT NULL DEFAULT '',
    slug TEXT NOT NULL DEFAULT '',
    visibility TEXT NOT NULL,
    state TEXT NOT NULL,
    lang TEXT NOT NULL,
    licence TEXT,
    details TEXT NOT NULL DEFAULT '{}',
    revision INTEGER NOT NULL DEFAULT 1,
    illustrative INTEGER NOT NULL DEFAULT FALSE,
    locked INTEGER NOT NULL DEFAULT FALSE,
    pinned_at INTEGER,
    answer_id BLOB,
    comment_count INTEGER NOT NULL DEFAULT 0,
    reaction_count INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    published_at INTEGER,
    updated_at INTEGER NOT NULL,
    edited_at INTEGER,
    last_activity_at INTEGER NOT NULL
) STRICT;
CREATE INDEX content_in_group ON content (group_id, kind, state, last_activity_at, id) WHERE root_id IS NULL;
CREATE INDEX content_by_kind ON content (kind, state, published_at, id) WHERE root_id IS NULL;
CREATE INDEX content_by_author ON content (author_id, state, published_at, id);
CREATE INDEX content_in_thread ON content (root_id, published_at, id) WHERE root_id IS NOT NULL;
CREATE INDEX content_pinned ON content (group_id, pinned_at) WHERE pinned_at IS NOT NULL;

-- One row for each language version. fields holds the kind's translatable fields as Markdown or text,
-- fields_html the same rendered; cleaner is the version of the allow-list that cleaned the HTML.
CREATE TABLE content_text (
    content_id BLOB NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    lang TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT '',
    body_md TEXT NOT NULL DEFAULT '',
    body_html TEXT NOT NULL DEFAULT '',
    fields TEXT NOT NULL DEFAULT '{}',
    fields_html TEXT NOT NULL DEFAULT '{}',
    origin TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'current',
    source_revision INTEGER NOT NULL DEFAULT 1,
    cleaner INTEGER NOT NULL DEFAULT 0,
    author_id BLOB REFERENCES actor (id) ON DELETE SET NULL,
    reviewed_by BLOB REFERENCES actor (id) ON DELETE SET NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (content_id, lang)
) STRICT;

CREATE TABLE content_sector (
    content_id BLOB NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    sector TEXT NOT NULL,
    PRIMARY KEY (content_id, sector)
) STRICT;
CREATE INDEX content_sector_by_sector ON content_sector (sector, content_id);

-- What lists filter by, for all kinds.
CREATE TABLE content_facet (
    content_id BLOB NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    facet TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (content_id, facet, value)
) STRICT;
CREATE INDEX content_facet_by_value ON content_facet (facet, value, content_id);

-- Every earlier state of a thing, as one document.
CREATE TABLE revision (
    content_id BLOB NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    editor_id BLOB REFERENCES actor (id) ON DELETE SET NULL,
    note TEXT NOT NULL DEFAULT '',
    snapshot TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (content_id, number)
) STRICT;

CREATE TABLE reaction (
    content_id BLOB NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (content_id, actor_id, kind)
) STRICT;

CREATE TABLE bookmark (
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    content_id BLOB NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (actor_id, content_id)
) STRICT;
CREATE INDEX bookmark_by_time ON bookmark (actor_id, created_at);

CREATE TABLE report (
    id BLOB PRIMARY KEY,
    reporter_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    content_id BLOB REFERENCES content (id) ON DELETE CASCADE,
    actor_id BLOB REFERENCES actor (id) ON DELETE CASCADE,
    group_id BLOB REFERENCES actor (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    decided_by BLOB REFERENCES actor (id) ON DELETE SET NULL,
    decision TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    decided_at INTEGER
) STRICT;
CREATE INDEX report_queue ON report (state, group_id, created_at);

-- What moderators and facilitators did, for everybody they answer to.
CREATE TABLE moderation (
    id BLOB PRIMARY KEY,
    group_id BLOB REFERENCES actor (id) ON DELETE CASCADE,
    moderator_id BLOB REFERENCES actor (id) ON DELETE SET NULL,
    action TEXT NOT NULL,
    content_id BLOB REFERENCES content (id) ON DELETE CASCADE,
    actor_id BLOB REFERENCES actor (id) ON DELETE CASCADE,
    reason TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX moderation_by_group ON moderation (group_id, created_at);
CREATE INDEX moderation_by_content ON moderation (content_id, created_at);

CREATE TABLE notification (
    id BLOB PRIMARY KEY,
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    by_id BLOB REFERENCES actor (id) ON DELETE CASCADE,
    content_id BLOB REFERENCES content (id) ON DELETE CASCADE,
    group_id BLOB REFERENCES actor (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    read_at INTEGER
) STRICT;
CREATE INDEX notification_inbox ON notification (actor_id, created_at);
CREATE INDEX notification_unread ON notification (actor_id) WHERE read_at IS NULL;

CREATE TABLE job (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    run_at INTEGER NOT NULL,
    claimed_until INTEGER,
    last_error TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;
CREATE INDEX job_due ON job (state, run_at);

-- The words of each language version, already analysed, so that both databases index the same tokens.
CREATE TABLE search_text (
    id INTEGER PRIMARY KEY,
    content_id BLOB NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    lang TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (content_id, lang)
) STRICT;
CREATE VIRTUAL TABLE search_index USING fts5 (
    title, body, content = 'search_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TRIGGER search_text_insert AFTER INSERT ON search_text BEGIN
    INSERT INTO search_index (rowid, title, body) VALUES (new.id, new.title, new.body);
END;
CREATE TRIGGER search_text_delete AFTER DELETE ON search_text BEGIN
    INSERT INTO search_index (search_index, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
END;
CREATE TRIGGER search_text_update AFTER UPDATE ON search_text BEGIN
    INSERT INTO search_index (search_index, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
    INSERT INTO search_index (rowid, title, body) VALUES (new.id, new.title, new.body);
END;
