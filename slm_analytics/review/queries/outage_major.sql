-- Major tickets (incidents of priority 1) of services whose availability is known at the time,
-- and no outage of the service within their time.
SELECT
    t.ticket_id, t.system, t.customer, t.service, u.zone,
    epoch_us(t.opened_at) // 1000000 AS start_s,
    epoch_us(coalesce(t.resolved_at, t.ended_at)) // 1000000 AS until_s,
    count(*) OVER () AS of_all
FROM ticket_fact AS t
INNER JOIN availability_unit AS u
    ON u.kind = 'service'
    AND u.service = t.service
    AND (u.customer IS NULL OR t.customer IS NULL OR u.customer = t.customer)
    AND epoch_us(t.opened_at) // 1000000 BETWEEN u.start_s AND u.until_s - 1
WHERE t.record_type = 'incident'
    AND t.priority = 'P1'
    AND NOT t.is_cancelled
    AND NOT t.is_duplicate
    AND t.parent_id IS NULL
    AND t.opened_on >= $start
    AND t.opened_on < $until
    AND (len($customers::VARCHAR[]) = 0 OR list_contains($customers::VARCHAR[], t.customer))
    AND (len($services::VARCHAR[]) = 0 OR list_contains($services::VARCHAR[], t.service))
    AND NOT EXISTS (
        SELECT 1
        FROM service_outage AS o
        WHERE o.kind = 'service'
            AND o.service = t.service
            AND (o.customer IS NULL OR t.customer IS NULL OR o.customer = t.customer)
            AND (
                o.ticket_id = t.ticket_id
                OR o.started_at < coalesce(t.resolved_at, t.ended_at, o.started_at + INTERVAL 1 DAY)
                AND o.ended_at > t.opened_at
            )
    )
GROUP BY ALL
ORDER BY start_s DESC, t.ticket_id
LIMIT $most
