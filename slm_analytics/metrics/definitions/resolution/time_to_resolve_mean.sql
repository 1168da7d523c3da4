/*---
title      = "Mean time to resolve"
definition = """
Mean time from opening to resolution (else closing) of the tickets resolved
in the period, in elapsed hours around the clock, pauses included. Cancelled
tickets and duplicates are not counted. A few very long tickets move it; the
median is the steadier figure."""
practice   = "incident management"
mart       = "ticket_fact"
event      = "resolved"
unit       = "hours"
better     = "lower"
source     = "Mean time to restore service (MTRS of tickets), actual elapsed: sum of hours / tickets"
warn_below = 20

[excluded]
"cancelled" = "is_cancelled"
"duplicate of another ticket" = "is_duplicate"
"not resolved" = "is_open"
"time of resolution not known" = "elapsed_seconds IS NULL"
---*/
SELECT
    {dimensions},
    sum(elapsed_seconds) AS numerator,
    count(*) AS denominator
FROM scoped
GROUP BY {dimensions}
