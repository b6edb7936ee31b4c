-- What a ledger is called, so that lists and notices can say it, and which ledger a notice is about.
ALTER TABLE ledger ADD COLUMN title text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE notification ADD COLUMN ledger_id uuid REFERENCES ledger (id) ON DELETE CASCADE;
