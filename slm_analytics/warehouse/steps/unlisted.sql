-- The tickets of `asked` that no load of a tool lists.
SELECT asked.ticket_id
FROM asked
WHERE NOT EXISTS (
    SELECT 1
    FROM ticket_version AS known
    WHERE known.system = $system AND known.ticket_id = asked.ticket_id
);
