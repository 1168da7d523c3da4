/*---
title      = "90th percentile of time to resolve"
definition = """
Nine in ten tickets resolved in the period took at most this long,
from opening to resolution (else closing), in elapsed hours around the clock,
pauses included. Cancelled tickets and duplicates are not counted."""
practice   = "incident management"
mart       = "ticket_fact"
event      = "resolved"
unit       = "hours"
better     = "lower"
source     = "Time to restore service, actual elapsed; exact quantile, linear between neighbours"
additive   = false
warn_below = 20

[excluded]
"cancelled" = "is_cancelled"
"duplicate of another ticket" = "is_duplicate"
"not resolved" = "is_open"
"time of resolution not known" = "elapsed_seconds IS NULL"
---*/
SELECT
    {dimensions},
    percentile_cont(0.9) WITHIN GROUP (ORDER BY elapsed_seconds) AS value,
    count(*) AS n
FROM scoped
GROUP BY {dimensions}
