-- What a host says it runs (NodeInfo), and when it was last asked.
ALTER TABLE remote_host ADD COLUMN software_version TEXT NOT NULL DEFAULT '';
ALTER TABLE remote_host ADD COLUMN software_at INTEGER;
