-- What is beside a ledger and never leaves this instance.
--
-- The same tables as in ../sqlite, which a test compares.

-- Somebody's own notes: place says to what in the ledger they belong (ENTRY/KEY), empty for all of it.
CREATE TABLE ledger_note (
    ledger_id uuid NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    place text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (ledger_id, person_id, place)
);
CREATE INDEX ledger_note_by_person ON ledger_note (person_id);

-- Of what people of this instance were reminded, so that it happens once.
CREATE TABLE ledger_reminder (
    ledger_id uuid NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    reason text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (ledger_id, reason)
);
