-- Quality: what others say of a thing in their own name (reviews, endorsements), and when somebody last
-- looked whether it still holds.
--
-- The same tables as in ../postgres, which a test compares.

-- A voice is a row of content with a root, and neither parent nor position. judged_at is the moment of the
-- last change of the root of which it speaks. The counts are those of the root: an organisation that has
-- also taken the thing up is counted by adaptation_count alone.
ALTER TABLE content ADD COLUMN judged_at INTEGER;
ALTER TABLE content ADD COLUMN review_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE content ADD COLUMN endorsement_count INTEGER NOT NULL DEFAULT 0;
CREATE INDEX content_voices ON content (root_id, kind, published_at, id) WHERE root_id IS NOT NULL AND depth = 0 AND position IS NULL;
CREATE INDEX content_used ON content (kind, (adaptation_count + endorsement_count), id) WHERE root_id IS NULL AND state = 'published';

-- The details checked_on and next_review as moments: the first of the day, month or year in which it was
-- checked, and the last of that in which it is to be checked. check_told is 1 when its authors were told a month
-- before, 2 when they were told that it is due.
ALTER TABLE content ADD COLUMN checked_at INTEGER;
ALTER TABLE content ADD COLUMN next_check INTEGER;
ALTER TABLE content ADD COLUMN check_told INTEGER NOT NULL DEFAULT 0;
CREATE INDEX content_to_check ON content (next_check, id) WHERE next_check IS NOT NULL AND state = 'published' AND host = '';

UPDATE content SET next_check = 1000000 * CASE length(json_extract(details, '$.next_review'))
    WHEN 10 THEN unixepoch(json_extract(details, '$.next_review'))
    WHEN 7 THEN unixepoch(json_extract(details, '$.next_review') || '-01', '+1 month', '-1 day')
    WHEN 4 THEN unixepoch(json_extract(details, '$.next_review') || '-12-31') END
    WHERE host = '' AND details LIKE '%"next_review"%';
UPDATE content SET checked_at = 1000000 * CASE length(json_extract(details, '$.checked_on'))
    WHEN 10 THEN unixepoch(json_extract(details, '$.checked_on'))
    WHEN 7 THEN unixepoch(json_extract(details, '$.checked_on') || '-01')
    WHEN 4 THEN unixepoch(json_extract(details, '$.checked_on') || '-01-01') END
    WHERE host = '' AND details LIKE '%"checked_on"%';

-- Whom the authors of a thing have asked for a review. state is asked, accepted or declined; whoever has
-- written one needs no row any more.
CREATE TABLE review_request (
    content_id BLOB NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    person_id BLOB NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    asked_by BLOB REFERENCES actor (id) ON DELETE SET NULL,
    state TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    answered_at INTEGER,
    PRIMARY KEY (content_id, person_id)
) STRICT;
CREATE INDEX review_request_by_person ON review_request (person_id);
