/*---
title      = "Open past target"
definition = """
Number of tickets open at the as-of time of the data whose resolution clock
has run past its target already; over a period, of those that were opened in
it. They stand beside "Resolved in time" and enter it once they are resolved."""
practice   = "service level management"
mart       = "clock_fact"
population = "clock = 'resolution'"
event      = "opened"
unit       = "count"
better     = "lower"
source     = "Open tickets past their target, shown beside compliance and not within it"
known_now  = "the verdict of its clock"

[excluded]
"cancelled" = "is_cancelled"
"duplicate of another ticket" = "is_duplicate"
"child of another ticket: the parent counts once" = "parent_id IS NOT NULL"
"no target: several are equally exact" = "answer = 'no target' AND is_tied"
"no target" = "answer = 'no target'"
"no data: its export does not tell what the clock needs" = "answer = 'no data'"
"the clock never started" = "answer = 'not started'"
"resolved" = "answer IN ('met', 'missed')"
"open within its target" = "NOT is_late"
---*/
SELECT
    {dimensions},
    count(*) AS numerator
FROM scoped
GROUP BY {dimensions}
