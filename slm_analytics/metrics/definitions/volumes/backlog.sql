/*---
title      = "Open tickets"
definition = """
Number of tickets open at an instant: opened by then and neither resolved,
closed nor cancelled by then. For a month that instant is its end; for a
running month and without a period it is the as-of time of the data. Reopened
tickets count from their opening to their last end."""
practice   = "service desk"
mart       = "ticket_fact"
event      = "opened"
unit       = "count"
better     = "lower"
source     = "Backlog at a fixed instant (field definition: open at instant t)"
at_instant = true

[excluded]
"ended at a time not known" = "NOT is_open AND ended_at IS NULL"
---*/
SELECT
    {dimensions},
    count(*) AS numerator
FROM scoped
GROUP BY {dimensions}
