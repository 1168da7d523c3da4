/*---
title      = "Reassignments per ticket"
definition = """
Mean number of times a ticket resolved in the period changed hands, over the
tickets whose export gives that number."""
practice   = "incident management"
mart       = "ticket_fact"
event      = "resolved"
unit       = "per ticket"
better     = "lower"
source     = "Reassignment count of the tool; mean = sum of reassignments / tickets"
warn_below = 20
known_now  = "the number of reassignments"

[excluded]
"cancelled" = "is_cancelled"
"not resolved" = "is_open"
"time of resolution not known" = "stopped_at IS NULL"
"number of reassignments not known" = "reassignment_count IS NULL"
---*/
SELECT
    {dimensions},
    sum(reassignment_count) AS numerator,
    count(*) AS denominator
FROM scoped
GROUP BY {dimensions}
