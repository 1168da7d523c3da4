/*---
title      = "Mean time to restore service"
definition = """
Mean downtime of an outage in agreed service time, from failure to the service
being restored. Without an outage there is no mean."""
practice   = "availability management"
mart       = "availability_day"
population = "kind = 'service'"
event      = "happened"
unit       = "minutes"
better     = "lower"
counts     = "service day"
source     = "MTRS = DT / n (ITIL; ServiceNow SPM availability results)"
known_now  = "what lists and monitors tell of uptime"
warn_below = 5
nothing    = "no failures"
---*/
SELECT
    {dimensions},
    sum(down_ppm_seconds) / 60000000 AS numerator,
    sum(outages) AS denominator,
    count(*) AS n
FROM scoped
GROUP BY {dimensions}
