-- Things brought in from a table.
--
-- The same tables as in ../postgres, which a test compares.

-- A table that somebody uploaded: its rows as JSON until they are brought in, and what was chosen for them.
-- state is open, running or done.
CREATE TABLE table_import (
    id BLOB PRIMARY KEY,
    actor_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    cells TEXT NOT NULL,
    choice TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX table_import_by_actor ON table_import (actor_id);

-- What is to become of a row, and what became of it. state is waiting, done or failed; goal is keep or publish.
CREATE TABLE table_import_row (
    import_id BLOB NOT NULL REFERENCES table_import (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    draft TEXT NOT NULL,
    goal TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    error TEXT NOT NULL,
    content_id BLOB REFERENCES content (id) ON DELETE SET NULL,
    PRIMARY KEY (import_id, number)
) STRICT;
CREATE INDEX table_import_row_by_content ON table_import_row (content_id) WHERE content_id IS NOT NULL;
