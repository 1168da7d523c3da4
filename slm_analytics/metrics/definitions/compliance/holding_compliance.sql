/*---
title      = "Handed on in time"
definition = """
Share of tickets that a group or supplier kept no longer than agreed: the
service time in which it held the ticket, by its own calendar against its own
target (operational level agreement, underpinning contract). A ticket counts
once for each holder with a target, in the month in which the holder was done
with it."""
practice   = "service level management"
mart       = "clock_fact"
population = "clock = 'holding'"
event      = "resolved"
unit       = "share"
better     = "higher"
source     = "OLA and UC compliance: time held by a group or supplier within its target"
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
"open: still held" = "answer = 'open'"
---*/
SELECT
    {dimensions},
    count(*) FILTER (WHERE hit) AS numerator,
    count(*) AS denominator
FROM scoped
GROUP BY {dimensions}
