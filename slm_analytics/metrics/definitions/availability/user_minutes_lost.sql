/*---
title      = "User minutes lost"
definition = """
Minutes of downtime in agreed service time, each for every user who was
concerned. Outages of which nobody knows how many users they concerned count none."""
practice   = "availability management"
mart       = "availability_day"
population = "kind = 'service'"
event      = "happened"
unit       = "minutes"
better     = "lower"
counts     = "service day"
source     = "User minutes lost (ITIL availability management, user view)"
known_now  = "what lists and monitors tell of uptime"
---*/
SELECT
    {dimensions},
    sum(user_seconds) / 60 AS numerator,
    count(*) AS n
FROM scoped
GROUP BY {dimensions}
