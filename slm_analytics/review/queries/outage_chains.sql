-- Causes that came back by service and customer, those closest in time first; follows `again`.
SELECT
    customer,
    service,
    cause,
    arg_max(zone, (start_s, number)) AS zone,
    max(number) AS number,
    count(*) AS repeats,
    min(start_s - before_s) AS least_s,
    max(start_s - before_s) AS most_s,
    arg_max(before_s, (start_s, number)) AS before_s,
    max(start_s) AS start_s,
    sum(down_ppm_seconds)::BIGINT AS down_ppm_seconds
FROM again
GROUP BY customer, service, cause
ORDER BY least_s, min(start_s), service, customer NULLS FIRST, cause
LIMIT $most
