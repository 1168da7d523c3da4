/*---
title      = "Resolved in time"
definition = """
Share of tickets resolved in the period whose resolution clock kept its
target: elapsed service time, pauses taken off, at most what was agreed; equal
is met. Recomputed from the ticket's history, not taken from the tool. A
ticket reopened later than agreed is a case of its own. Tickets still open are
not in it: those past their target are counted beside it."""
practice   = "service level management"
mart       = "clock_fact"
population = "clock = 'resolution'"
event      = "resolved"
unit       = "share"
better     = "higher"
source     = "Service level compliance: met / (met + missed); SLA compliance % of the field's definitions"
hit        = "answer = 'met'"
warn_below = 20
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
---*/
SELECT
    {dimensions},
    count(*) FILTER (WHERE hit) AS numerator,
    count(*) AS denominator
FROM scoped
GROUP BY {dimensions}
