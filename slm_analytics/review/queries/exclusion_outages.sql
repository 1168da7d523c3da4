-- Outages of services that count over some days; those that an outage list says should not count
-- come first.
WITH reasons AS (
    SELECT n.service_outage_no, min(c.exclusion_reason) AS reason
    FROM (SELECT service_outage_no, unnest(claim_nos) AS claim_no FROM service_outage) AS n
    INNER JOIN uptime_claim AS c ON c.claim_no = n.claim_no
    WHERE c.exclusion_reason IS NOT NULL AND NOT coalesce(c.is_excluded, FALSE)
    GROUP BY n.service_outage_no
)
SELECT
    o.service,
    coalesce(o.customer, '') AS customer,
    epoch_us(o.started_at) // 1000000 AS start_s,
    epoch_us(o.ended_at) // 1000000 AS until_s,
    u.zone,
    o.is_open,
    o.down_ppm_seconds,
    coalesce(o.description, o.cause, '') AS words,
    coalesce(r.reason, '') AS reason
FROM service_outage AS o
INNER JOIN availability_unit AS u ON u.unit_no = o.unit_no
LEFT JOIN reasons AS r ON r.service_outage_no = o.service_outage_no
WHERE o.kind = 'service'
    AND o.happened_on >= $first
    AND o.happened_on < $after
    AND o.down_ppm_seconds > 0
    AND (len($customers::VARCHAR[]) = 0 OR o.customer IS NULL
        OR list_contains($customers::VARCHAR[], o.customer))
    AND (len($services::VARCHAR[]) = 0 OR list_contains($services::VARCHAR[], o.service))
ORDER BY r.reason IS NULL, o.started_at, o.service, o.customer NULLS FIRST
