-- Services and components whose availability is counted, each version of their terms.
SELECT
    unit_no, kind, customer, service, component, calendar, zone, start_s, until_s, is_agreed,
    line, missable_ppb, maintenance, unknown, degraded_ppm, least_s, join_s, retries, uses_impact,
    notice_s, needs_approval
FROM availability_unit
ORDER BY service, customer NULLS FIRST, component NULLS FIRST, start_s
