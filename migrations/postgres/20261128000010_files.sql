-- What files hold, once each, however many things they belong to. The bytes are kept beside the database
-- under the same hash. preview is the hash of a picture of the first page; words are those of the text, for search.
CREATE TABLE file (
    hash text COLLATE "C" PRIMARY KEY,
    size bigint NOT NULL,
    media_type text COLLATE "C" NOT NULL,
    width bigint,
    height bigint,
    pages bigint,
    preview text COLLATE "C" REFERENCES file (hash),
    words text COLLATE "C" NOT NULL DEFAULT '',
    scan text COLLATE "C" NOT NULL DEFAULT 'unscanned',
    looked_at bigint,
    created_at bigint NOT NULL
);
CREATE INDEX file_by_preview ON file (preview) WHERE preview IS NOT NULL;
CREATE INDEX file_by_time ON file (created_at);

-- A file of a thing. What is elsewhere has a url and no hash. organisation_id is whose quota it counts in.
CREATE TABLE attachment (
    id uuid PRIMARY KEY,
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    role text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    label text COLLATE "C" NOT NULL DEFAULT '',
    media_type text COLLATE "C" NOT NULL,
    size bigint,
    hash text COLLATE "C" REFERENCES file (hash),
    url text COLLATE "C",
    added_by uuid REFERENCES actor (id) ON DELETE SET NULL,
    organisation_id uuid REFERENCES actor (id) ON DELETE SET NULL,
    created_at bigint NOT NULL
);
CREATE INDEX attachment_of_content ON attachment (content_id, position, id);
CREATE INDEX attachment_by_hash ON attachment (hash) WHERE hash IS NOT NULL;
CREATE INDEX attachment_by_organisation ON attachment (organisation_id) WHERE organisation_id IS NOT NULL;
