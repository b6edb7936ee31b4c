-- Who wrote a thing with its author is named to readers also when its author is gone; she may change it no longer since then.
--
-- The same tables as in ../postgres, which a test compares.

ALTER TABLE coauthor ADD COLUMN ended_at INTEGER;
