-- How many failures of each service have no ticket in the data, where any is loaded; follows
-- `scoped`.
SELECT o.service, o.customer, count(*) AS failures
FROM scoped AS o
ANTI JOIN ticket_fact AS t ON t.ticket_id = o.ticket_id
WHERE o.is_failure AND EXISTS (SELECT 1 FROM ticket_fact)
GROUP BY o.service, o.customer
