-- Who has done something and for whom, as it was said: whoever answers through a coordinator is no actor that is known here.
--
-- The same tables as in ../sqlite, which a test compares.

-- JSON with the names of both in their languages, or empty.
ALTER TABLE notification ADD COLUMN said_by text COLLATE "C" NOT NULL DEFAULT '';
