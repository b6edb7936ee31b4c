-- Things brought in from a table.
--
-- The same tables as in ../sqlite, which a test compares.

-- A table that somebody uploaded: its rows as JSON until they are brought in, and what was chosen for them.
-- state is open, running or done.
CREATE TABLE table_import (
    id uuid PRIMARY KEY,
    actor_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    kind text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    cells text COLLATE "C" NOT NULL,
    choice text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX table_import_by_actor ON table_import (actor_id);

-- What is to become of a row, and what became of it. state is waiting, done or failed; goal is keep or publish.
CREATE TABLE table_import_row (
    import_id uuid NOT NULL REFERENCES table_import (id) ON DELETE CASCADE,
    number bigint NOT NULL,
    draft text COLLATE "C" NOT NULL,
    goal text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    error text COLLATE "C" NOT NULL,
    content_id uuid REFERENCES content (id) ON DELETE SET NULL,
    PRIMARY KEY (import_id, number)
);
CREATE INDEX table_import_row_by_content ON table_import_row (content_id) WHERE content_id IS NOT NULL;
