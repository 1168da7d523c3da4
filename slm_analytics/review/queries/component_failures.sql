-- Failures of services and of what they stand on, in order.
SELECT
    kind, service, customer, component, cause, down_ppm_seconds,
    epoch_us(started_at) // 1000000 AS start_s,
    epoch_us(ended_at) // 1000000 AS until_s
FROM service_outage
WHERE is_failure
    AND happened_on >= $start
    AND happened_on < $until
    AND (
        len($customers::VARCHAR[]) = 0
        OR customer IS NULL
        OR list_contains($customers::VARCHAR[], customer)
    )
    AND (
        $service = ''
        OR service = $service AND component IS NULL
        OR list_contains($components::VARCHAR[], component)
    )
ORDER BY started_at, service_outage_no
