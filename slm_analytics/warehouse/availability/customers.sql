-- Customers of services: as the catalogue of the register says, else as claims name them.
WITH said AS (
    SELECT service, trim(unnest(string_split(customers, ';'))) AS customer, 1 AS rank
    FROM register_service
    WHERE customers IS NOT NULL AND customers <> ''
    UNION
    SELECT service, customer, 2 FROM uptime_claim WHERE customer IS NOT NULL AND service IS NOT NULL
)
SELECT service, list_sort(list(DISTINCT customer)) AS customers
FROM said
WHERE customer <> ''
GROUP BY service;
