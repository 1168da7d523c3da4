/*---
title      = "Error budget left"
definition = """
Share of the downtime that targets allow which is not used up yet; below zero
more was used than is allowed. Services without a target are not counted."""
practice   = "availability management"
mart       = "availability_day"
population = "kind = 'service'"
event      = "happened"
unit       = "share of agreed time"
better     = "higher"
counts     = "service day"
source     = "Error budget = (1 - target) x agreed time (Google SRE workbook)"
known_now  = "what lists and monitors tell of uptime"
warn_below = 28

[excluded]
"no target" = "missable_ppb IS NULL"
---*/
SELECT
    {dimensions},
    sum(allowed_ppb_seconds) / 1000000000 - sum(down_ppm_seconds) / 1000000 AS numerator,
    sum(allowed_ppb_seconds) / 1000000000 AS denominator,
    count(*) AS n
FROM scoped
GROUP BY {dimensions}
