-- Ledgers that belong to the same thing are looked for together with who keeps them, because anybody can say of a ledger
-- what it belongs to.
--
-- The same tables as in ../postgres, which a test compares.

CREATE INDEX ledger_by_subject_and_parties ON ledger (kind, subject, second_id, first_id) WHERE subject <> '';
DROP INDEX ledger_by_subject;

-- Each day it is looked for ledgers in which nothing was said lately.
CREATE INDEX outgoing_activity_by_ledger ON outgoing_activity (ledger_id, created_at) WHERE ledger_id IS NOT NULL;
