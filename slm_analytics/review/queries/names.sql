-- The values of one column that occur.
SELECT DISTINCT {column} AS name
FROM ticket_fact
ORDER BY name NULLS LAST
