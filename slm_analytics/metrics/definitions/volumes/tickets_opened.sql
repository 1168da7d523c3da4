/*---
title      = "Tickets opened"
definition = """
Number of tickets opened in the period. Cancelled tickets, duplicates and
children of major incidents are counted: each was work that came in."""
practice   = "service desk"
mart       = "ticket_fact"
event      = "opened"
unit       = "count"
better     = "neither"
source     = "ITIL 4 service desk and incident management: volume of records"
---*/
SELECT
    {dimensions},
    count(*) AS numerator
FROM scoped
GROUP BY {dimensions}
