/*---
title = "How far the uptime data reaches"
grain = ["first_at"]
needs = []
---*/
-- The first and the latest instant that outages, checks and monitor periods tell. Ends that
-- are still to come when a list was loaded are not looked at. No row where none is loaded.
CREATE TABLE uptime_reach AS
WITH told AS (
    SELECT started_at AS first_at, started_at AS latest_at, NULL::TIMESTAMP AS end_at, load_number
    FROM outage
    UNION ALL
    SELECT started_at, started_at, coalesce(ended_at, restored_at), load_number FROM outage
    UNION ALL
    SELECT min(checked_at), max(checked_at), NULL, load_number FROM uptime_check GROUP BY load_number
    UNION ALL
    SELECT from_at, from_at, to_at, load_number FROM monitor_period
)
SELECT
    min(t.first_at) AS first_at,
    greatest(
        max(t.latest_at) FILTER (WHERE t.latest_at <= l.received_at),
        max(t.end_at) FILTER (WHERE t.end_at <= l.received_at),
        (SELECT max(latest_at) FROM load)
    ) AS as_of,
    arg_max(l.zone, t.latest_at) AS zone
FROM told AS t
INNER JOIN load AS l ON l.number = t.load_number
HAVING count(*) > 0;
