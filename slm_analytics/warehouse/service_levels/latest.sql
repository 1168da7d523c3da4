-- The latest instant loaded (UTC), the zone of the load it came with, and the first opening day.
SELECT
    (SELECT max(latest_at) FROM load) AS latest_at,
    (SELECT arg_max(zone, (latest_at, number)) FROM load WHERE latest_at IS NOT NULL) AS zone,
    (SELECT min(opened_on) FROM ticket_fact) AS first_on,
    (SELECT max(opened_on) FROM ticket_fact) AS last_on,
    (SELECT max(month) FROM ticket_verdict) AS last_month
