-- The latest instant loaded (UTC), the zone of the load it came with, and the first opening day.
SELECT
    coalesce((SELECT max(latest_at) FROM load), (SELECT as_of FROM uptime_reach)) AS latest_at,
    coalesce(
        (SELECT arg_max(zone, (latest_at, number)) FROM load WHERE latest_at IS NOT NULL),
        (SELECT zone FROM uptime_reach)
    ) AS zone,
    (SELECT min(opened_on) FROM ticket_fact) AS first_on,
    (SELECT max(opened_on) FROM ticket_fact) AS last_on,
    (SELECT max(month) FROM ticket_verdict) AS last_month
