-- Adds updates; an update known already is told again by the later load.
DELETE FROM ticket_update AS known
USING incoming_update AS new
INNER JOIN incoming_load AS l ON l.number = new.load_number
WHERE known.system = l.system
    AND known.ticket_id = new.ticket_id
    AND known.updated_at = new.updated_at
    AND known.sequence = new.sequence;

INSERT INTO ticket_update BY NAME
SELECT new.*, l.system, l.source, l.load_id
FROM incoming_update AS new
INNER JOIN incoming_load AS l ON l.number = new.load_number
{latest};
