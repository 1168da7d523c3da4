-- Failures that have the cause of an earlier one of the same service and customer; statements
-- follow. The earlier one may lie before the period.
WITH told AS (
    SELECT
        *,
        lag(started_at) OVER same AS before_at,
        row_number() OVER same AS number
    FROM service_outage
    WHERE kind = 'service' AND is_failure AND cause IS NOT NULL
    WINDOW same AS (
        PARTITION BY service, customer, cause ORDER BY started_at, service_outage_no
    )
),
again AS (
    SELECT
        t.customer,
        t.service,
        u.zone,
        t.cause,
        t.number,
        epoch_us(t.before_at) // 1000000 AS before_s,
        epoch_us(t.started_at) // 1000000 AS start_s,
        t.down_ppm_seconds
    FROM told AS t
    INNER JOIN availability_unit AS u ON u.unit_no = t.unit_no
    WHERE t.before_at IS NOT NULL
        AND t.happened_on >= $start
        AND t.happened_on < $until
        AND (
            len($customers::VARCHAR[]) = 0
            OR t.customer IS NULL
            OR list_contains($customers::VARCHAR[], t.customer)
        )
        AND (
            len($services::VARCHAR[]) = 0
            OR list_contains($services::VARCHAR[], t.service)
        )
)
