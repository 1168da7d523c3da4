-- One ticket in its tool's own words.
SELECT *
FROM ticket
WHERE system = $system AND ticket_id = $ticket_id
