/*---
title      = "Mean time between failures"
definition = """
Mean available service time for each outage: agreed service time less downtime,
by outages. Without an outage there is no mean."""
practice   = "availability management"
mart       = "availability_day"
population = "kind = 'service'"
event      = "happened"
unit       = "hours"
better     = "higher"
counts     = "service day"
source     = "MTBF = (AST - DT) / n (ITIL; ServiceNow SPM availability results)"
known_now  = "what lists and monitors tell of uptime"
warn_below = 5
nothing    = "no failures"
---*/
SELECT
    {dimensions},
    sum(base_seconds) - sum(down_ppm_seconds) / 1000000 AS numerator,
    sum(outages) AS denominator,
    count(*) AS n
FROM scoped
GROUP BY {dimensions}
