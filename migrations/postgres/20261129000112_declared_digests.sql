-- What a file elsewhere is said to hold, as its host writes it (digestMultibase); what is fetched must be that.
ALTER TABLE attachment ADD COLUMN digest text COLLATE "C";
