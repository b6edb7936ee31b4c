-- What a ledger is called, so that lists and notices can say it, and which ledger a notice is about.
ALTER TABLE ledger ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE notification ADD COLUMN ledger_id BLOB REFERENCES ledger (id) ON DELETE CASCADE;
