-- What two parties keep together.
--
-- The same tables as in ../postgres, which a test compares.

-- ap_id is null for one that was opened here. heads says how far the other instance has come, as it said itself.
CREATE TABLE ledger (
    id BLOB PRIMARY KEY,
    ap_id TEXT UNIQUE,
    kind TEXT NOT NULL,
    first_id BLOB NOT NULL REFERENCES actor (id),
    second_id BLOB NOT NULL REFERENCES actor (id),
    heads TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_by_first ON ledger (first_id, kind);
CREATE INDEX ledger_by_second ON ledger (second_id, kind);

-- document is the signed operation as it came. site is the origin of its instance.
CREATE TABLE ledger_operation (
    ledger_id BLOB NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    site TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    digest TEXT NOT NULL,
    document TEXT NOT NULL,
    kept_at INTEGER NOT NULL,
    PRIMARY KEY (ledger_id, site, sequence)
) STRICT, WITHOUT ROWID;

-- Who of this instance may see it, and for which party.
CREATE TABLE ledger_person (
    ledger_id BLOB NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    person_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    party_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    named_at INTEGER NOT NULL,
    PRIMARY KEY (ledger_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_person_by_person ON ledger_person (person_id, ledger_id);

ALTER TABLE outgoing_activity ADD COLUMN ledger_id BLOB REFERENCES ledger (id) ON DELETE SET NULL;
