-- The services and customers that tickets or the register name.
SELECT 'service' AS field, service AS word
FROM ticket_fact
WHERE service IS NOT NULL
UNION
SELECT 'customer', customer
FROM ticket_fact
WHERE customer IS NOT NULL
UNION
SELECT kind, written
FROM register_name
UNION
SELECT 'service', service
FROM register_service
ORDER BY field, word;
