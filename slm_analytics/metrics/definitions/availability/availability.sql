/*---
title      = "Availability"
definition = """
Share of the agreed service time in which services were available: agreed
service time less downtime, of agreed service time. Planned maintenance and time that nobody
watched leave both, unless agreed otherwise; outages that overlap count once; accepted
exclusions are no downtime. Every service counts with its own agreed time."""
practice   = "availability management"
mart       = "availability_day"
population = "kind = 'service'"
event      = "happened"
unit       = "share of agreed time"
better     = "higher"
counts     = "service day"
source     = "Availability = (AST - DT) / AST (ITIL; ServiceNow commitment availability)"
known_now  = "what lists and monitors tell of uptime"
warn_below = 28

[excluded]
"no agreed service time on that day" = "base_seconds = 0"
---*/
SELECT
    {dimensions},
    sum(base_seconds) - sum(down_ppm_seconds) / 1000000 AS numerator,
    sum(base_seconds) AS denominator,
    count(*) AS n
FROM scoped
GROUP BY {dimensions}
