-- Outages of services that began to count within a period; statements follow.
WITH scoped AS (
    SELECT
        o.*,
        u.zone,
        epoch_us(o.started_at) // 1000000 AS start_s,
        epoch_us(o.ended_at) // 1000000 AS until_s
    FROM service_outage AS o
    INNER JOIN availability_unit AS u ON u.unit_no = o.unit_no
    WHERE o.kind = 'service'
        AND o.happened_on >= $start
        AND o.happened_on < $until
        AND (
            len($customers::VARCHAR[]) = 0
            OR o.customer IS NULL
            OR list_contains($customers::VARCHAR[], o.customer)
        )
        AND (
            len($services::VARCHAR[]) = 0
            OR list_contains($services::VARCHAR[], o.service)
        )
)
