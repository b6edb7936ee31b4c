-- What a host says it runs (NodeInfo), and when it was last asked.
ALTER TABLE remote_host ADD COLUMN software_version text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE remote_host ADD COLUMN software_at bigint;
