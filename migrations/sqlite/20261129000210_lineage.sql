-- Lineage: what was made of what, in which city, and what became of it.
--
-- The same tables as in ../postgres, which a test compares.

-- What an adaptation says of its source: its own claim, also of one elsewhere. source_iri is null where the
-- source lives here, source_id where it is not here. source_revision is the state here that was taken over,
-- 0 where that is not known; title, lang and place are kept for when the source is gone. source_state is there,
-- withdrawn or vanished; failing_since and looked_at are for sources elsewhere.
CREATE TABLE adaptation (
    content_id BLOB PRIMARY KEY REFERENCES content (id) ON DELETE CASCADE,
    source_id BLOB REFERENCES content (id) ON DELETE SET NULL,
    source_iri TEXT,
    relation TEXT NOT NULL,
    source_revision INTEGER NOT NULL DEFAULT 0,
    source_updated INTEGER,
    source_digest TEXT NOT NULL DEFAULT '',
    source_title TEXT NOT NULL DEFAULT '',
    source_lang TEXT NOT NULL DEFAULT '',
    source_place TEXT NOT NULL DEFAULT '',
    source_licence TEXT,
    source_state TEXT NOT NULL DEFAULT 'there',
    failing_since INTEGER,
    looked_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX adaptation_by_source ON adaptation (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX adaptation_by_iri ON adaptation (source_iri) WHERE source_iri IS NOT NULL;

-- What a source says of its adaptations: whether its author lists them. adaptation_id is null where the
-- adaptation is not here, adaptation_iri where it lives here. state is listed, waiting or refused.
CREATE TABLE recognition (
    id BLOB PRIMARY KEY,
    source_id BLOB NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    adaptation_id BLOB REFERENCES content (id) ON DELETE SET NULL,
    adaptation_iri TEXT,
    state TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    UNIQUE (source_id, adaptation_id),
    UNIQUE (source_id, adaptation_iri)
) STRICT;
CREATE INDEX recognition_by_adaptation ON recognition (adaptation_id) WHERE adaptation_id IS NOT NULL;
CREATE INDEX recognition_by_iri ON recognition (adaptation_iri) WHERE adaptation_iri IS NOT NULL;

-- In how many cities it was taken up: by both claims.
ALTER TABLE content ADD COLUMN adaptation_count INTEGER NOT NULL DEFAULT 0;

-- Where a thing from elsewhere lists its adaptations.
ALTER TABLE remote_content ADD COLUMN adaptations TEXT NOT NULL DEFAULT '';
CREATE INDEX remote_content_by_adaptations ON remote_content (adaptations) WHERE adaptations <> '';
