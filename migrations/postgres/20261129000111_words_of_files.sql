-- By which version of the analysis the words of a file were found; what is older is looked into anew.
ALTER TABLE file ADD COLUMN analyser bigint NOT NULL DEFAULT 0;
