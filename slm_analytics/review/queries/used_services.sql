-- Customers and the services that their tickets are about.
SELECT DISTINCT customer, service
FROM ticket_fact
WHERE customer IS NOT NULL AND service IS NOT NULL
ORDER BY customer, service
