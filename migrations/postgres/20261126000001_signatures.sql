-- How an instance wants requests to be signed, and since when that is known; empty for the usual way.
ALTER TABLE remote_host ADD COLUMN scheme text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE remote_host ADD COLUMN scheme_at bigint;
