-- What was verified in a ledger when it came: keys are renewed, and what they have signed stays signed.
--
-- The same tables as in ../sqlite, which a test compares.

-- fact is worded by the kind of the ledger.
CREATE TABLE ledger_witness (
    ledger_id uuid NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    fact text COLLATE "C" NOT NULL,
    seen_at bigint NOT NULL,
    PRIMARY KEY (ledger_id, fact)
);
