-- What is beside a ledger and never leaves this instance.
--
-- The same tables as in ../postgres, which a test compares.

-- Somebody's own notes: place says to what in the ledger they belong (ENTRY/KEY), empty for all of it.
CREATE TABLE ledger_note (
    ledger_id BLOB NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    person_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    place TEXT NOT NULL,
    text TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (ledger_id, person_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_note_by_person ON ledger_note (person_id);

-- Of what people of this instance were reminded, so that it happens once.
CREATE TABLE ledger_reminder (
    ledger_id BLOB NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (ledger_id, reason)
) STRICT, WITHOUT ROWID;
