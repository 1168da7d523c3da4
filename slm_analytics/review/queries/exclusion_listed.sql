-- Exclusions that outage lists tell of themselves, and that were not entered here.
SELECT
    coalesce(m.reference, '') AS reference,
    u.service,
    coalesce(u.customer, '') AS customer,
    m.start_s,
    m.until_s,
    m.kind = 'accepted' AS is_accepted,
    coalesce(m.reason, '') AS reason
FROM unit_mask AS m
INNER JOIN availability_unit AS u ON u.unit_no = m.unit_no AND u.kind = 'service'
WHERE m.kind IN ('accepted', 'proposed')
    AND NOT list_contains($entered::VARCHAR[], coalesce(m.reference, ''))
    AND (len($customers::VARCHAR[]) = 0 OR u.customer IS NULL
        OR list_contains($customers::VARCHAR[], u.customer))
    AND (len($services::VARCHAR[]) = 0 OR list_contains($services::VARCHAR[], u.service))
ORDER BY m.start_s, u.service, u.customer NULLS FIRST
