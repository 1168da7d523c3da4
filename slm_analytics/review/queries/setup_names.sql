-- Customers and services as the extracts write them, with their tickets.
SELECT
    coalesce(customer.meaning, t.customer) AS customer,
    coalesce(service.meaning, t.service) AS service,
    count(*) AS tickets
FROM ticket AS t
LEFT JOIN value_map AS customer
    ON customer.system = t.system
    AND customer.field = 'customer'
    AND customer.word = lower(t.customer)
LEFT JOIN value_map AS service
    ON service.system = t.system
    AND service.field = 'service'
    AND service.word = lower(t.service)
GROUP BY ALL
ORDER BY tickets DESC, customer NULLS LAST, service NULLS LAST
