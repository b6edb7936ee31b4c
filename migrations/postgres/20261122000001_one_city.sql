-- One city: people, organisations, communities and what they publish.
--
-- Integers are bigint, times are microseconds since 1970 in UTC, text compares by bytes (sort keys are
-- computed by the program), documents received from elsewhere are kept as text.

CREATE TABLE setting (
    key text COLLATE "C" PRIMARY KEY,
    value text COLLATE "C" NOT NULL
);

-- Everybody who can act or be followed, local or remote. ap_id is null for what never leaves.
CREATE TABLE actor (
    id uuid PRIMARY KEY,
    ap_id text COLLATE "C" UNIQUE,
    kind text COLLATE "C" NOT NULL,
    handle text COLLATE "C" NOT NULL,
    host text COLLATE "C" NOT NULL DEFAULT '',
    name text COLLATE "C" NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    lang text COLLATE "C" NOT NULL,
    summary_html text COLLATE "C" NOT NULL DEFAULT '',
    url text COLLATE "C",
    state text COLLATE "C" NOT NULL DEFAULT 'active',
    discoverable boolean NOT NULL DEFAULT false,
    indexable boolean NOT NULL DEFAULT false,
    illustrative boolean NOT NULL DEFAULT false,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE UNIQUE INDEX actor_handle ON actor (handle, host);
CREATE INDEX actor_by_name ON actor (kind, host, name_key);

-- What an actor says of itself, in each of its languages. text_key is name and headline folded, to be
-- found by.
CREATE TABLE actor_text (
    actor_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    lang text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    headline text COLLATE "C" NOT NULL DEFAULT '',
    summary_md text COLLATE "C" NOT NULL DEFAULT '',
    summary_html text COLLATE "C" NOT NULL DEFAULT '',
    text_key text COLLATE "C" NOT NULL DEFAULT '',
    PRIMARY KEY (actor_id, lang)
);

CREATE TABLE actor_sector (
    actor_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    sector text COLLATE "C" NOT NULL,
    PRIMARY KEY (actor_id, sector)
);
CREATE INDEX actor_sector_by_sector ON actor_sector (sector, actor_id);

CREATE TABLE actor_language (
    actor_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    lang text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (actor_id, lang)
);

-- The civic profile of an organisation. details holds what no list filters by.
CREATE TABLE organisation (
    actor_id uuid PRIMARY KEY REFERENCES actor (id) ON DELETE CASCADE,
    level text COLLATE "C" NOT NULL,
    country text COLLATE "C" NOT NULL DEFAULT '',
    territory text COLLATE "C" NOT NULL DEFAULT '',
    nuts text COLLATE "C" NOT NULL DEFAULT '',
    population_band text COLLATE "C" NOT NULL DEFAULT '',
    website text COLLATE "C" NOT NULL DEFAULT '',
    details text COLLATE "C" NOT NULL DEFAULT '{}'
);

-- A person's one organisation, on whose behalf she writes.
CREATE TABLE affiliation (
    person_id uuid PRIMARY KEY REFERENCES actor (id) ON DELETE CASCADE,
    organisation_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    created_at bigint NOT NULL
);
CREATE INDEX affiliation_by_organisation ON affiliation (organisation_id, person_id);

CREATE TABLE account (
    id uuid PRIMARY KEY,
    actor_id uuid NOT NULL UNIQUE REFERENCES actor (id) ON DELETE CASCADE,
    email text COLLATE "C" NOT NULL,
    email_key text COLLATE "C" NOT NULL UNIQUE,
    password_hash text COLLATE "C",
    role text COLLATE "C" NOT NULL,
    lang text COLLATE "C",
    state text COLLATE "C" NOT NULL DEFAULT 'active',
    created_at bigint NOT NULL,
    last_seen_at bigint
);

-- token_hash is the SHA-256 of a secret that only the reader's cookie or link holds.
CREATE TABLE session (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    token_hash bytea NOT NULL UNIQUE,
    user_agent text COLLATE "C" NOT NULL DEFAULT '',
    created_at bigint NOT NULL,
    last_seen_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX session_by_account ON session (account_id, last_seen_at);

CREATE TABLE invitation (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    created_by uuid REFERENCES actor (id) ON DELETE SET NULL,
    organisation_id uuid REFERENCES actor (id) ON DELETE SET NULL,
    group_id uuid REFERENCES actor (id) ON DELETE SET NULL,
    role text COLLATE "C" NOT NULL,
    note text COLLATE "C" NOT NULL DEFAULT '',
    uses_left bigint NOT NULL,
    uses bigint NOT NULL DEFAULT 0,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    revoked_at bigint
);

-- Links that work once: first set-up, password reset.
CREATE TABLE one_time_link (
    id uuid PRIMARY KEY,
    purpose text COLLATE "C" NOT NULL,
    token_hash bytea NOT NULL UNIQUE,
    account_id uuid REFERENCES account (id) ON DELETE CASCADE,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint
);

-- A community of practice, local or remote. Its names and purpose are rows of actor_text.
CREATE TABLE community (
    actor_id uuid PRIMARY KEY REFERENCES actor (id) ON DELETE CASCADE,
    visibility text COLLATE "C" NOT NULL,
    join_policy text COLLATE "C" NOT NULL,
    member_count bigint NOT NULL DEFAULT 0,
    discussion_count bigint NOT NULL DEFAULT 0,
    practice_count bigint NOT NULL DEFAULT 0,
    last_activity_at bigint NOT NULL,
    rules_md text COLLATE "C" NOT NULL DEFAULT '',
    rules_html text COLLATE "C" NOT NULL DEFAULT ''
);
CREATE INDEX community_by_activity ON community (last_activity_at, actor_id);

-- Members are people or organisations, local or remote.
CREATE TABLE membership (
    group_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    actor_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    standing text COLLATE "C" NOT NULL,
    note text COLLATE "C" NOT NULL DEFAULT '',
    decided_by uuid REFERENCES actor (id) ON DELETE SET NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    seen_at bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, actor_id)
);
CREATE INDEX membership_by_actor ON membership (actor_id, standing, group_id);
CREATE INDEX membership_by_standing ON membership (group_id, standing, created_at);

-- One person's wish not to see (mute) or not to be met by (block) another.
CREATE TABLE avoidance (
    actor_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    target_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    kind text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (actor_id, target_id)
);
CREATE INDEX avoidance_by_target ON avoidance (target_id, kind);

-- Every published thing of every kind. details holds the language-neutral fields of the kind.
CREATE TABLE content (
    id uuid PRIMARY KEY,
    ap_id text COLLATE "C" UNIQUE,
    kind text COLLATE "C" NOT NULL,
    author_id uuid NOT NULL REFERENCES actor (id),
    organisation_id uuid REFERENCES actor (id) ON DELETE SET NULL,
    group_id uuid REFERENCES actor (id) ON DELETE SET NULL,
    root_id uuid REFERENCES content (id) ON DELETE CASCADE,
    parent_id uuid REFERENCES content (id) ON DELETE CASCADE,
    depth bigint NOT NULL DEFAULT 0,
    host text COLLATE "C" NOT NULL DEFAULT '',
    slug text COLLATE "C" NOT NULL DEFAULT '',
    visibility text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    lang text COLLATE "C" NOT NULL,
    licence text COLLATE "C",
    details text COLLATE "C" NOT NULL DEFAULT '{}',
    revision bigint NOT NULL DEFAULT 1,
    illustrative boolean NOT NULL DEFAULT false,
    locked boolean NOT NULL DEFAULT false,
    pinned_at bigint,
    answer_id uuid,
    comment_count bigint NOT NULL DEFAULT 0,
    reaction_count bigint NOT NULL DEFAULT 0,
    created_at bigint NOT NULL,
    published_at bigint,
    updated_at bigint NOT NULL,
    edited_at bigint,
    last_activity_at bigint NOT NULL
);
CREATE INDEX content_in_group ON content (group_id, kind, state, last_activity_at, id) WHERE root_id IS NULL;
CREATE INDEX content_by_kind ON content (kind, state, published_at, id) WHERE root_id IS NULL;
CREATE INDEX content_by_author ON content (author_id, state, published_at, id);
CREATE INDEX content_in_thread ON content (root_id, published_at, id) WHERE root_id IS NOT NULL;
CREATE INDEX content_pinned ON content (group_id, pinned_at) WHERE pinned_at IS NOT NULL;

-- One row for each language version. fields holds the kind's translatable fields as Markdown or text,
-- fields_html the same rendered; cleaner is the version of the allow-list that cleaned the HTML.
CREATE TABLE content_text (
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    lang text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL DEFAULT '',
    summary text COLLATE "C" NOT NULL DEFAULT '',
    body_md text COLLATE "C" NOT NULL DEFAULT '',
    body_html text COLLATE "C" NOT NULL DEFAULT '',
    fields text COLLATE "C" NOT NULL DEFAULT '{}',
    fields_html text COLLATE "C" NOT NULL DEFAULT '{}',
    origin text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL DEFAULT 'current',
    source_revision bigint NOT NULL DEFAULT 1,
    cleaner bigint NOT NULL DEFAULT 0,
    author_id uuid REFERENCES actor (id) ON DELETE SET NULL,
    reviewed_by uuid REFERENCES actor (id) ON DELETE SET NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (content_id, lang)
);

CREATE TABLE content_sector (
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    sector text COLLATE "C" NOT NULL,
    PRIMARY KEY (content_id, sector)
);
CREATE INDEX content_sector_by_sector ON content_sector (sector, content_id);

-- What lists filter by, for all kinds.
CREATE TABLE content_facet (
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    facet text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    PRIMARY KEY (content_id, facet, value)
);
CREATE INDEX content_facet_by_value ON content_facet (facet, value, content_id);

-- Every earlier state of a thing, as one document.
CREATE TABLE revision (
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    number bigint NOT NULL,
    editor_id uuid REFERENCES actor (id) ON DELETE SET NULL,
    note text COLLATE "C" NOT NULL DEFAULT '',
    snapshot text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (content_id, number)
);

CREATE TABLE reaction (
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    actor_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    kind text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (content_id, actor_id, kind)
);

CREATE TABLE bookmark (
    actor_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    created_at bigint NOT NULL,
    PRIMARY KEY (actor_id, content_id)
);
CREATE INDEX bookmark_by_time ON bookmark (actor_id, created_at);

CREATE TABLE report (
    id uuid PRIMARY KEY,
    reporter_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    content_id uuid REFERENCES content (id) ON DELETE CASCADE,
    actor_id uuid REFERENCES actor (id) ON DELETE CASCADE,
    group_id uuid REFERENCES actor (id) ON DELETE CASCADE,
    reason text COLLATE "C" NOT NULL,
    detail text COLLATE "C" NOT NULL DEFAULT '',
    state text COLLATE "C" NOT NULL,
    decided_by uuid REFERENCES actor (id) ON DELETE SET NULL,
    decision text COLLATE "C" NOT NULL DEFAULT '',
    created_at bigint NOT NULL,
    decided_at bigint
);
CREATE INDEX report_queue ON report (state, group_id, created_at);

-- What moderators and facilitators did, for everybody they answer to.
CREATE TABLE moderation (
    id uuid PRIMARY KEY,
    group_id uuid REFERENCES actor (id) ON DELETE CASCADE,
    moderator_id uuid REFERENCES actor (id) ON DELETE SET NULL,
    action text COLLATE "C" NOT NULL,
    content_id uuid REFERENCES content (id) ON DELETE CASCADE,
    actor_id uuid REFERENCES actor (id) ON DELETE CASCADE,
    reason text COLLATE "C" NOT NULL DEFAULT '',
    created_at bigint NOT NULL
);
CREATE INDEX moderation_by_group ON moderation (group_id, created_at);
CREATE INDEX moderation_by_content ON moderation (content_id, created_at);

CREATE TABLE notification (
    id uuid PRIMARY KEY,
    actor_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    kind text COLLATE "C" NOT NULL,
    by_id uuid REFERENCES actor (id) ON DELETE CASCADE,
    content_id uuid REFERENCES content (id) ON DELETE CASCADE,
    group_id uuid REFERENCES actor (id) ON DELETE CASCADE,
    created_at bigint NOT NULL,
    read_at bigint
);
CREATE INDEX notification_inbox ON notification (actor_id, created_at);
CREATE INDEX notification_unread ON notification (actor_id) WHERE read_at IS NULL;

CREATE TABLE job (
    id uuid PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    payload text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    attempts bigint NOT NULL DEFAULT 0,
    run_at bigint NOT NULL,
    claimed_until bigint,
    last_error text COLLATE "C" NOT NULL DEFAULT '',
    created_at bigint NOT NULL,
    finished_at bigint
);
CREATE INDEX job_due ON job (state, run_at);

-- The words of each language version, already analysed, so that both databases index the same tokens.
CREATE TABLE search_text (
    id bigint PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY,
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    lang text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    body text COLLATE "C" NOT NULL,
    tokens tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B')
    ) STORED,
    UNIQUE (content_id, lang)
);
CREATE INDEX search_text_tokens ON search_text USING gin (tokens);
