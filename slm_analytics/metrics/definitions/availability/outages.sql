/*---
title      = "Outages"
definition = """
Number of outages with downtime in agreed service time. Claims of several
sources that overlap are one outage; it counts on the first day on which it counts as downtime."""
practice   = "availability management"
mart       = "availability_day"
population = "kind = 'service'"
event      = "happened"
unit       = "count"
better     = "lower"
counts     = "service day"
source     = "Number of service failures (ITIL availability management)"
known_now  = "what lists and monitors tell of uptime"
---*/
SELECT
    {dimensions},
    sum(outages) AS numerator,
    count(*) AS n
FROM scoped
GROUP BY {dimensions}
