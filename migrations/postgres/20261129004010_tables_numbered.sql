-- Rows of uploaded tables bear the numbers under which programs for tables show them; a table remembers when
-- it last changed, so that nobody's is kept, or said to be under way, for ever.
--
-- The same tables as in ../sqlite, which a test compares.

ALTER TABLE table_import ADD COLUMN changed_at bigint NOT NULL DEFAULT 0;
UPDATE table_import SET changed_at = created_at;
CREATE INDEX table_import_by_change ON table_import (changed_at);

-- What was a list of rows is a list of pairs of a number and a row.
UPDATE table_import SET cells = (SELECT coalesce(json_agg(json_build_array(r.n, r.value) ORDER BY r.n), '[]')::text
    FROM json_array_elements(table_import.cells::json) WITH ORDINALITY AS r (value, n));
