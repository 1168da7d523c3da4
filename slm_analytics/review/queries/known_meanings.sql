-- The names of one field that a tool's tickets carry.
SELECT DISTINCT {column} AS name
FROM ticket_fact
WHERE system = $system AND {column} IS NOT NULL
ORDER BY name
