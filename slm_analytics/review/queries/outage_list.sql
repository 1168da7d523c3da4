-- Outages, the latest first; follows `scoped`.
SELECT
    service_outage_no, customer, service, zone, start_s, until_s, is_open, wall_seconds,
    agreed_seconds, down_ppm_seconds, excluded_ppm_seconds, maintenance_seconds, is_short,
    is_failure, is_planned, is_degraded, claims, sources, cause, ticket_id, reference, description,
    at_component, users, user_seconds, cost,
    count(*) OVER () AS of_all
FROM scoped
ORDER BY start_s DESC, service, customer NULLS FIRST, service_outage_no
LIMIT $most
