/*---
title      = "Reopened"
definition = """
Share of tickets resolved in the period that were reopened at least once, at
any time. Where the export gives no count of reopenings it is taken from the
ticket's history; tickets with neither are not counted."""
practice   = "incident management"
mart       = "ticket_fact"
event      = "resolved"
unit       = "share"
better     = "lower"
source     = "Reopen rate: tickets with at least one reopening / tickets resolved in the period"
warn_below = 20
known_now  = "the number of reopenings"
hit        = "reopen_count > 0"

[excluded]
"cancelled" = "is_cancelled"
"not resolved" = "is_open"
"time of resolution not known" = "stopped_at IS NULL"
"number of reopenings not known" = "reopen_count IS NULL"
---*/
SELECT
    {dimensions},
    count(*) FILTER (WHERE hit) AS numerator,
    count(*) AS denominator
FROM scoped
GROUP BY {dimensions}
