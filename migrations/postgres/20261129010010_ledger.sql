-- What two parties keep together.
--
-- The same tables as in ../sqlite, which a test compares.

-- ap_id is null for one that was opened here. heads says how far the other instance has come, as it said itself.
CREATE TABLE ledger (
    id uuid PRIMARY KEY,
    ap_id text COLLATE "C" UNIQUE,
    kind text COLLATE "C" NOT NULL,
    first_id uuid NOT NULL REFERENCES actor (id),
    second_id uuid NOT NULL REFERENCES actor (id),
    heads text COLLATE "C" NOT NULL,
    opened_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX ledger_by_first ON ledger (first_id, kind);
CREATE INDEX ledger_by_second ON ledger (second_id, kind);

-- document is the signed operation as it came. site is the origin of its instance.
CREATE TABLE ledger_operation (
    ledger_id uuid NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    site text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL,
    clock bigint NOT NULL,
    digest text COLLATE "C" NOT NULL,
    document text COLLATE "C" NOT NULL,
    kept_at bigint NOT NULL,
    PRIMARY KEY (ledger_id, site, sequence)
);

-- Who of this instance may see it, and for which party.
CREATE TABLE ledger_person (
    ledger_id uuid NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    party_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    named_at bigint NOT NULL,
    PRIMARY KEY (ledger_id, person_id)
);
CREATE INDEX ledger_person_by_person ON ledger_person (person_id, ledger_id);

ALTER TABLE outgoing_activity ADD COLUMN ledger_id uuid REFERENCES ledger (id) ON DELETE SET NULL;
