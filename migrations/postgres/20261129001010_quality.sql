-- Quality: what others say of a thing in their own name (reviews, endorsements), and when somebody last
-- looked whether it still holds.
--
-- The same tables as in ../sqlite, which a test compares.

-- A voice is a row of content with a root, and neither parent nor position. judged_at is the moment of the
-- last change of the root of which it speaks. The counts are those of the root: an organisation that has
-- also taken the thing up is counted by adaptation_count alone.
ALTER TABLE content ADD COLUMN judged_at bigint;
ALTER TABLE content ADD COLUMN review_count bigint NOT NULL DEFAULT 0;
ALTER TABLE content ADD COLUMN endorsement_count bigint NOT NULL DEFAULT 0;
CREATE INDEX content_voices ON content (root_id, kind, published_at, id) WHERE root_id IS NOT NULL AND depth = 0 AND position IS NULL;
CREATE INDEX content_used ON content (kind, (adaptation_count + endorsement_count), id) WHERE root_id IS NULL AND state = 'published';

-- The details checked_on and next_review as moments: the first of the day, month or year in which it was
-- checked, and the last of that in which it is to be checked. check_told is 1 when its authors were told a month
-- before, 2 when they were told that it is due.
ALTER TABLE content ADD COLUMN checked_at bigint;
ALTER TABLE content ADD COLUMN next_check bigint;
ALTER TABLE content ADD COLUMN check_told bigint NOT NULL DEFAULT 0;
CREATE INDEX content_to_check ON content (next_check, id) WHERE next_check IS NOT NULL AND state = 'published' AND host = '';

UPDATE content SET next_check = 1000000 * CAST(extract(epoch FROM CASE length(details::json->>'next_review')
    WHEN 10 THEN (details::json->>'next_review')::timestamp
    WHEN 7 THEN (details::json->>'next_review' || '-01')::timestamp + interval '1 month' - interval '1 day'
    WHEN 4 THEN (details::json->>'next_review' || '-12-31')::timestamp END) AS bigint)
    WHERE host = '' AND details LIKE '%"next_review"%';
UPDATE content SET checked_at = 1000000 * CAST(extract(epoch FROM CASE length(details::json->>'checked_on')
    WHEN 10 THEN (details::json->>'checked_on')::timestamp
    WHEN 7 THEN (details::json->>'checked_on' || '-01')::timestamp
    WHEN 4 THEN (details::json->>'checked_on' || '-01-01')::timestamp END) AS bigint)
    WHERE host = '' AND details LIKE '%"checked_on"%';

-- Whom the authors of a thing have asked for a review. state is asked, accepted or declined; whoever has
-- written one needs no row any more.
CREATE TABLE review_request (
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    asked_by uuid REFERENCES actor (id) ON DELETE SET NULL,
    state text COLLATE "C" NOT NULL,
    asked_at bigint NOT NULL,
    answered_at bigint,
    PRIMARY KEY (content_id, person_id)
);
CREATE INDEX review_request_by_person ON review_request (person_id);
