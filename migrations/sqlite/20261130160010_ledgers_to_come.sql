-- A ledger that was lost here is brought again by the other party's instance. Until something of it is here, nobody is named
-- in it, and that does not make everybody a reader.
--
-- The same tables as in ../postgres, which a test compares.

DROP VIEW ledger_reader;

-- Who of this instance may see a ledger, and for which party: those who are named in it and still belong to that party;
-- where nobody is, everybody who does, so that what two cities keep is not lost when somebody leaves.
CREATE VIEW ledger_reader AS
SELECT p.ledger_id, p.person_id, p.party_id, p.named_at
FROM ledger_person p
JOIN account a ON a.actor_id = p.person_id AND a.state = 'active'
WHERE p.party_id = p.person_id
    OR EXISTS (SELECT 1 FROM affiliation f WHERE f.person_id = p.person_id AND f.organisation_id = p.party_id)
UNION ALL
SELECT l.id, f.person_id, o.id, l.opened_at
FROM affiliation f
JOIN account a ON a.actor_id = f.person_id AND a.state = 'active'
JOIN actor o ON o.id = f.organisation_id AND o.host = ''
JOIN ledger l ON l.first_id = o.id OR l.second_id = o.id
WHERE EXISTS (SELECT 1 FROM ledger_operation k WHERE k.ledger_id = l.id)
    AND NOT EXISTS (
        SELECT 1 FROM ledger_person p
        JOIN account b ON b.actor_id = p.person_id AND b.state = 'active'
        JOIN affiliation g ON g.person_id = p.person_id AND g.organisation_id = o.id
        WHERE p.ledger_id = l.id AND p.party_id = o.id
    )
UNION ALL
SELECT l.id, a.actor_id, a.actor_id, l.opened_at
FROM account a
JOIN ledger l ON l.first_id = a.actor_id OR l.second_id = a.actor_id
WHERE a.state = 'active'
    AND EXISTS (SELECT 1 FROM ledger_operation k WHERE k.ledger_id = l.id)
    AND NOT EXISTS (SELECT 1 FROM ledger_person p WHERE p.ledger_id = l.id AND p.person_id = a.actor_id);
