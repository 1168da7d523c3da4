/*---
title      = "Met (tool's verdict)"
definition = """
Share of tickets that the tool itself marked as having met their service
level (such as made_sla), over all tickets that carry such a mark, cancelled
tickets and duplicates among them. It is the tool's word, taken as it stands
and not recomputed; tools mark an open ticket as met until it is late."""
practice   = "service level management"
mart       = "ticket_fact"
event      = "resolved"
unit       = "share"
better     = "higher"
source     = "Number or percentage of service targets being met, by the export's own flag"
warn_below = 20
known_now  = "the tool's verdict"
hit        = "made_sla"

[excluded]
"no verdict in the export" = "made_sla IS NULL"
---*/
SELECT
    {dimensions},
    count(*) FILTER (WHERE hit) AS numerator,
    count(*) AS denominator
FROM scoped
GROUP BY {dimensions}
