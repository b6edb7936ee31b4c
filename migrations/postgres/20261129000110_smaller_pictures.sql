-- The hash of a picture that fits into a list, beside the one that fits beside a text (preview).
ALTER TABLE file ADD COLUMN thumb text COLLATE "C" REFERENCES file (hash);
CREATE INDEX file_by_thumb ON file (thumb) WHERE thumb IS NOT NULL;
