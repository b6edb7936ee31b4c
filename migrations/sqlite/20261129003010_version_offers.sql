-- Language versions that others offer to whoever wrote a thing.
--
-- The same tables as in ../postgres, which a test compares.

-- id is the end of the address of the Offer where it was made here; activity is the address of one that was
-- made elsewhere. state is offered, accepted or declined; text is empty once it is decided.
CREATE TABLE version_offer (
    id BLOB PRIMARY KEY,
    content_id BLOB NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    lang TEXT NOT NULL,
    by_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    activity TEXT NOT NULL,
    text TEXT NOT NULL,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT NOT NULL,
    offered_at INTEGER NOT NULL,
    answered_at INTEGER,
    UNIQUE (content_id, lang, by_id)
) STRICT;
CREATE INDEX version_offer_by_actor ON version_offer (by_id);
