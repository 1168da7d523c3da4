/*---
title      = "Downtime"
definition = """
Minutes of agreed service time in which services were down, overlaps once;
degraded time with its agreed weight. What accepted exclusions take off is not in it."""
practice   = "availability management"
mart       = "availability_day"
population = "kind = 'service'"
event      = "happened"
unit       = "minutes"
better     = "lower"
counts     = "service day"
source     = "Downtime within agreed service time (ITIL; ServiceNow commitment downtime)"
known_now  = "what lists and monitors tell of uptime"
---*/
SELECT
    {dimensions},
    sum(down_ppm_seconds) / 60000000 AS numerator,
    count(*) AS n
FROM scoped
GROUP BY {dimensions}
