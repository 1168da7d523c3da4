-- Services whose availability is counted, for whom, and the zone of their latest terms.
SELECT service, coalesce(customer, '') AS customer, arg_max(zone, until_s) AS zone
FROM availability_unit
WHERE kind = 'service'
GROUP BY ALL
ORDER BY ALL
