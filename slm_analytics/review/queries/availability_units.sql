-- Services whose availability is counted, each version of their terms: all, or those of one name;
-- with their components, or without.
SELECT
    unit_no, customer, service, component, calendar, zone, start_s, until_s, line, missable_ppb,
    maintenance, unknown, degraded_ppm, least_s, join_s, retries, uses_impact, notice_s,
    needs_approval
FROM availability_unit
WHERE ($components OR kind = 'service')
    AND ($all OR (service = $service AND coalesce(customer, '') = $customer))
ORDER BY service, customer NULLS FIRST, component NULLS FIRST, start_s
