-- The day of the first opening: with its month the results of lines begin.
SELECT min(opened_on) AS day
FROM ticket_fact
