-- What was verified in a ledger when it came: keys are renewed, and what they have signed stays signed.
--
-- The same tables as in ../postgres, which a test compares.

-- fact is worded by the kind of the ledger.
CREATE TABLE ledger_witness (
    ledger_id BLOB NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    fact TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (ledger_id, fact)
) STRICT, WITHOUT ROWID;
