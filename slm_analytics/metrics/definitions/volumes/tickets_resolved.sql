/*---
title      = "Tickets resolved"
definition = """
Number of tickets resolved in the period: by the tool's time of resolution,
else by the time of closing. Cancelled tickets are not counted."""
practice   = "service desk"
mart       = "ticket_fact"
event      = "resolved"
unit       = "count"
better     = "neither"
source     = "ITIL 4 incident management: volume of records resolved"

[excluded]
"cancelled" = "is_cancelled"
"not resolved" = "is_open"
"time of resolution not known" = "stopped_at IS NULL"
---*/
SELECT
    {dimensions},
    count(*) AS numerator
FROM scoped
GROUP BY {dimensions}
