/*---
title      = "Resolved late"
definition = """
Number of tickets resolved in the period whose resolution clock missed its
target: those that "Resolved in time" counts as not met."""
practice   = "service level management"
mart       = "clock_fact"
population = "clock = 'resolution'"
event      = "resolved"
unit       = "count"
better     = "lower"
source     = "Number of service breaches (ITIL: number and severity of service breaches)"
known_now  = "the verdict of its clock"

[excluded]
"cancelled" = "is_cancelled"
"duplicate of another ticket" = "is_duplicate"
"child of another ticket: the parent counts once" = "parent_id IS NOT NULL"
"no target: several are equally exact" = "answer = 'no target' AND is_tied"
"no target" = "answer = 'no target'"
"no data: its export does not tell what the clock needs" = "answer = 'no data'"
"the clock never started" = "answer = 'not started'"
"open: not yet decided" = "answer = 'open'"
"met" = "answer = 'met'"
---*/
SELECT
    {dimensions},
    count(*) AS numerator
FROM scoped
GROUP BY {dimensions}
