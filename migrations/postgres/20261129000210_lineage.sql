-- Lineage: what was made of what, in which city, and what became of it.
--
-- The same tables as in ../sqlite, which a test compares.

-- What an adaptation says of its source: its own claim, also of one elsewhere. source_iri is null where the
-- source lives here, source_id where it is not here. source_revision is the state here that was taken over,
-- 0 where that is not known; title, lang and place are kept for when the source is gone. source_state is there,
-- withdrawn or vanished; failing_since and looked_at are for sources elsewhere.
CREATE TABLE adaptation (
    content_id uuid PRIMARY KEY REFERENCES content (id) ON DELETE CASCADE,
    source_id uuid REFERENCES content (id) ON DELETE SET NULL,
    source_iri text COLLATE "C",
    relation text COLLATE "C" NOT NULL,
    source_revision bigint NOT NULL DEFAULT 0,
    source_updated bigint,
    source_digest text COLLATE "C" NOT NULL DEFAULT '',
    source_title text COLLATE "C" NOT NULL DEFAULT '',
    source_lang text COLLATE "C" NOT NULL DEFAULT '',
    source_place text COLLATE "C" NOT NULL DEFAULT '',
    source_licence text COLLATE "C",
    source_state text COLLATE "C" NOT NULL DEFAULT 'there',
    failing_since bigint,
    looked_at bigint,
    created_at bigint NOT NULL
);
CREATE INDEX adaptation_by_source ON adaptation (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX adaptation_by_iri ON adaptation (source_iri) WHERE source_iri IS NOT NULL;

-- What a source says of its adaptations: whether its author lists them. adaptation_id is null where the
-- adaptation is not here, adaptation_iri where it lives here. state is listed, waiting or refused.
CREATE TABLE recognition (
    id uuid PRIMARY KEY,
    source_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    adaptation_id uuid REFERENCES content (id) ON DELETE SET NULL,
    adaptation_iri text COLLATE "C",
    state text COLLATE "C" NOT NULL,
    decided_at bigint NOT NULL,
    UNIQUE (source_id, adaptation_id),
    UNIQUE (source_id, adaptation_iri)
);
CREATE INDEX recognition_by_adaptation ON recognition (adaptation_id) WHERE adaptation_id IS NOT NULL;
CREATE INDEX recognition_by_iri ON recognition (adaptation_iri) WHERE adaptation_iri IS NOT NULL;

-- In how many cities it was taken up: by both claims.
ALTER TABLE content ADD COLUMN adaptation_count bigint NOT NULL DEFAULT 0;

-- Where a thing from elsewhere lists its adaptations.
ALTER TABLE remote_content ADD COLUMN adaptations text COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX remote_content_by_adaptations ON remote_content (adaptations) WHERE adaptations <> '';
