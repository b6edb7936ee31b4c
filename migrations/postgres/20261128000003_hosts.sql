-- Which instances this one speaks with.
--
-- The same tables as in ../sqlite, which a test compares.

-- What administrators decided about a host and everything below it: policy is blocked, limited or allowed.
-- source is empty for what was decided here, otherwise the host whose list it was taken from.
CREATE TABLE host_policy (
    host text COLLATE "C" PRIMARY KEY,
    policy text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL DEFAULT '',
    source text COLLATE "C" NOT NULL DEFAULT '',
    created_by uuid REFERENCES actor (id) ON DELETE SET NULL,
    created_at bigint NOT NULL
);

-- What follows from it for each host, actor and thing (open, limited, blocked), kept up when something
-- is decided or arrives, so that lists need not look it up.
ALTER TABLE remote_host ADD COLUMN policy text COLLATE "C" NOT NULL DEFAULT 'open';
ALTER TABLE actor ADD COLUMN policy text COLLATE "C" NOT NULL DEFAULT 'open';
ALTER TABLE content ADD COLUMN policy text COLLATE "C" NOT NULL DEFAULT 'open';
CREATE INDEX actor_by_host ON actor (host) WHERE host <> '';

-- Since when an administrator holds deliveries back.
ALTER TABLE remote_host ADD COLUMN paused_at bigint;
