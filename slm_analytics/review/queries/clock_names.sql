-- The values of one column of clocks that occur.
SELECT DISTINCT {column} AS name
FROM ticket_clock
WHERE {column} <> ''
ORDER BY name
