-- Failures of services and of what they stand on, in order; the columns are those of a Failure.
SELECT
    service,
    coalesce(customer, '') AS customer,
    coalesce(component, '') AS component,
    coalesce(cause, '') AS cause,
    epoch_us(started_at) // 1000000 AS start,
    epoch_us(ended_at) // 1000000 AS until,
    down_ppm_seconds::BIGINT AS down_ppm_seconds
FROM service_outage AS o
WHERE is_failure
    AND happened_on >= $start
    AND happened_on < $until
    AND (
        len($customers::VARCHAR[]) = 0
        OR o.customer IS NULL
        OR list_contains($customers::VARCHAR[], o.customer)
    )
    AND (
        $service = ''
        OR o.service = $service AND o.component IS NULL
        OR list_contains($components::VARCHAR[], o.component)
    )
ORDER BY started_at, service_outage_no
