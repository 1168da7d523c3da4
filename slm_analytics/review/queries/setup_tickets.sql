-- How many tickets there are by customer, priority and the zone of their load.
SELECT t.customer, t.priority, l.zone, count(*) AS tickets
FROM ticket_fact AS t
INNER JOIN load AS l ON l.load_id = t.load_id
GROUP BY ALL
ORDER BY tickets DESC, t.customer NULLS LAST, t.priority NULLS LAST
