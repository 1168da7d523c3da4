-- One ticket in canonical words.
SELECT *
FROM ticket_fact
WHERE ticket_id = $ticket_id AND ($system IS NULL OR system = $system)
ORDER BY system
