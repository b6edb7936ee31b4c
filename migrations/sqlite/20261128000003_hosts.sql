-- Which instances this one speaks with.
--
-- The same tables as in ../postgres, which a test compares.

-- What administrators decided about a host and everything below it: policy is blocked, limited or allowed.
-- source is empty for what was decided here, otherwise the host whose list it was taken from.
CREATE TABLE host_policy (
    host TEXT PRIMARY KEY,
    policy TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    created_by BLOB REFERENCES actor (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- What follows from it for each host, actor and thing (open, limited, blocked), kept up when something
-- is decided or arrives, so that lists need not look it up.
ALTER TABLE remote_host ADD COLUMN policy TEXT NOT NULL DEFAULT 'open';
ALTER TABLE actor ADD COLUMN policy TEXT NOT NULL DEFAULT 'open';
ALTER TABLE content ADD COLUMN policy TEXT NOT NULL DEFAULT 'open';
CREATE INDEX actor_by_host ON actor (host) WHERE host <> '';

-- Since when an administrator holds deliveries back.
ALTER TABLE remote_host ADD COLUMN paused_at INTEGER;
