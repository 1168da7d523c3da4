/*---
title      = "Mean time between service incidents"
definition = """
Mean agreed service time from the beginning of one outage to that of the next:
the mean time between failures and the mean time to restore together."""
practice   = "availability management"
mart       = "availability_day"
population = "kind = 'service'"
event      = "happened"
unit       = "hours"
better     = "higher"
counts     = "service day"
source     = "MTBSI = AST / n = MTBF + MTRS (ITIL)"
known_now  = "what lists and monitors tell of uptime"
warn_below = 5
nothing    = "no failures"
---*/
SELECT
    {dimensions},
    sum(base_seconds) AS numerator,
    sum(outages) AS denominator,
    count(*) AS n
FROM scoped
GROUP BY {dimensions}
