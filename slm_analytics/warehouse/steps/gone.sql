-- Tickets counted before that a later extract of the same time does not hold; the first of them.
WITH span AS (
    SELECT min(updated_at) AS first_at, max(updated_at) AS last_at FROM incoming_ticket
)
SELECT known.ticket_id
FROM ticket_version AS known
CROSS JOIN span
WHERE known.system = $system
    AND known.source = $source
    AND known.updated_at BETWEEN span.first_at AND span.last_at
    AND NOT EXISTS (
        SELECT 1 FROM incoming_ticket AS new WHERE new.ticket_id = known.ticket_id
    )
ORDER BY known.updated_at DESC, known.ticket_id
LIMIT 20;
