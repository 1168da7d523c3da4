-- What the lines of customers came to in each month; those that are only reported, and those of
-- groups and suppliers, are left out.
SELECT
    coalesce(r.customer, '') AS customer,
    s.month,
    count(*) FILTER (WHERE s.state = 'missed') AS missed,
    count(*) FILTER (WHERE s.state = 'kept') AS kept,
    count(*) FILTER (WHERE s.state = 'open') AS running
FROM service_level_result AS s
INNER JOIN register_service_level AS r ON r.line = s.line
WHERE s.condition_no = 1
    AND s.month >= $start
    AND s.month <= $last
    AND coalesce(r.class, '') <> 'report only'
    AND coalesce(r.kind, 'SLA') = 'SLA'
GROUP BY ALL
