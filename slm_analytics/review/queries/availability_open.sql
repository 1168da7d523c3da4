-- Outages of services that nobody has ended yet.
SELECT service, coalesce(customer, '') AS customer, min(started_at) AS started_at
FROM service_outage
WHERE kind = 'service' AND is_open AND NOT is_planned
GROUP BY ALL
