/*---
title      = "Maintenance"
definition = """
Minutes of agreed service time that were planned maintenance: announced and
approved as agreed, whatever else happened in them."""
practice   = "availability management"
mart       = "availability_day"
population = "kind = 'service'"
event      = "happened"
unit       = "minutes"
better     = "neither"
counts     = "service day"
source     = "Planned maintenance (ITIL planned downtime)"
known_now  = "what lists and monitors tell of uptime"
---*/
SELECT
    {dimensions},
    sum(maintenance_seconds) / 60 AS numerator,
    count(*) AS n
FROM scoped
GROUP BY {dimensions}
