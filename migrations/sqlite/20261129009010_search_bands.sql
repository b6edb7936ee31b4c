-- The index of SQLite is read from the newest text on: what ../postgres needs here, it has.
SELECT 1;
