-- Outages that some source did not tell, though it knew the service before and after; follows
-- `scoped`. A list knows a service from the first to the last outage that it tells of anything.
, reach AS (
    SELECT told_by, system, min(from_s) AS first_s, max(until_s) AS last_s
    FROM uptime_claim
    GROUP BY told_by, system
),
watch AS (
    SELECT DISTINCT c.told_by, c.system, c.service, c.customer
    FROM uptime_claim AS c
    WHERE c.service IS NOT NULL
)
SELECT
    o.service_outage_no, o.customer, o.service, o.zone, o.start_s, o.until_s, o.down_ppm_seconds,
    o.sources,
    list_sort(list(DISTINCT w.told_by || ' of ' || w.system)) AS silent,
    count(*) OVER () AS of_all
FROM scoped AS o
INNER JOIN watch AS w
    ON w.service = o.service
    AND (w.customer IS NULL OR o.customer IS NULL OR w.customer = o.customer)
    AND NOT list_contains(o.sources, w.told_by || ' of ' || w.system)
INNER JOIN reach AS r
    ON r.told_by = w.told_by
    AND r.system = w.system
    AND r.first_s <= o.start_s
    AND r.last_s >= o.until_s
WHERE len(o.sources) = 1 AND NOT o.is_planned
GROUP BY ALL
ORDER BY o.start_s DESC, o.service, o.customer NULLS FIRST
LIMIT $most
