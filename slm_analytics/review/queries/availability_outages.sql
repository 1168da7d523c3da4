-- Outages of services that reach into a stretch of time.
SELECT
    unit_no, started_at, ended_at, is_open, wall_seconds, agreed_seconds, down_ppm_seconds,
    excluded_ppm_seconds, maintenance_seconds, is_short, is_failure, is_planned, is_degraded,
    array_to_string(sources, ', ') AS sources, ticket_id, cause, reference, description,
    at_component, users
FROM service_outage
WHERE list_contains($units, unit_no) AND started_at < $until AND ended_at > $start
ORDER BY started_at, unit_no
