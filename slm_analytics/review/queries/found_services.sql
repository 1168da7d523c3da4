-- The services that tickets carry, how many do, and of which customers.
SELECT
    service,
    count(*) AS tickets,
    coalesce(list(DISTINCT customer ORDER BY customer) FILTER (WHERE customer IS NOT NULL), [])
        AS customers
FROM ticket_fact
WHERE service IS NOT NULL
GROUP BY service
ORDER BY tickets DESC, service
