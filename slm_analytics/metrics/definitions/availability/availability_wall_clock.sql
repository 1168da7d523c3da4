/*---
title      = "Availability by the wall clock"
definition = """
Share of all time, day and night, in which services were not claimed to be
down: no service hours, no maintenance and no exclusion is taken off. Time that nobody watched
is left out."""
practice   = "availability management"
mart       = "availability_day"
population = "kind = 'service'"
event      = "happened"
unit       = "share of agreed time"
better     = "higher"
counts     = "service day"
source     = "Strict availability: planned downtime counts too (AWS Well-Architected, reliability pillar)"
known_now  = "what lists and monitors tell of uptime"
warn_below = 28
---*/
SELECT
    {dimensions},
    sum(wall_base_seconds) - sum(wall_down_ppm_seconds) / 1000000 AS numerator,
    sum(wall_base_seconds) AS denominator,
    count(*) AS n
FROM scoped
GROUP BY {dimensions}
