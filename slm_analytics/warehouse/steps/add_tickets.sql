-- Adds names that no load told before.
INSERT INTO known_name BY NAME
WITH told AS (
    SELECT l.system, 'service' AS field, new.service AS word, l.number
    FROM incoming_ticket AS new
    INNER JOIN incoming_load AS l ON l.number = new.load_number
    UNION ALL
    SELECT l.system, 'customer', new.customer, l.number
    FROM incoming_ticket AS new
    INNER JOIN incoming_load AS l ON l.number = new.load_number
)
SELECT told.system, told.field, told.word, min(told.number) AS load_number
FROM told
ANTI JOIN known_name AS known USING (system, field, word)
WHERE told.word IS NOT NULL
GROUP BY told.system, told.field, told.word;

-- Adds tickets: per format and ticket the row updated last wins; a row without
-- a time of update is older than any with one; of two equals the later load wins.
DELETE FROM ticket_version AS known
USING incoming_ticket AS new
INNER JOIN incoming_load AS l ON l.number = new.load_number
WHERE known.system = l.system
    AND known.source = l.source
    AND known.ticket_id = new.ticket_id
    AND (
        known.updated_at IS NULL
        OR (new.updated_at IS NOT NULL AND new.updated_at >= known.updated_at)
    );

INSERT INTO ticket_version BY NAME
SELECT new.*, l.system, l.source, l.load_id
FROM incoming_ticket AS new
INNER JOIN incoming_load AS l ON l.number = new.load_number
WHERE NOT EXISTS (
    SELECT 1
    FROM ticket_version AS known
    WHERE known.system = l.system
        AND known.source = l.source
        AND known.ticket_id = new.ticket_id
)
{newest};
