-- Language versions that others offer to whoever wrote a thing.
--
-- The same tables as in ../sqlite, which a test compares.

-- id is the end of the address of the Offer where it was made here; activity is the address of one that was
-- made elsewhere. state is offered, accepted or declined; text is empty once it is decided.
CREATE TABLE version_offer (
    id uuid PRIMARY KEY,
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    lang text COLLATE "C" NOT NULL,
    by_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    activity text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    note text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    answer text COLLATE "C" NOT NULL,
    offered_at bigint NOT NULL,
    answered_at bigint,
    UNIQUE (content_id, lang, by_id)
);
CREATE INDEX version_offer_by_actor ON version_offer (by_id);
