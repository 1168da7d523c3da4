/*---
title      = "Time paused"
definition = """
Share of the service time between opening and resolution in which the clock
stood still, of the tickets resolved in the period: paused / (elapsed +
paused), over all of them together. What pauses a clock is agreed with its
target."""
practice   = "service level management"
mart       = "clock_fact"
population = "clock = 'resolution'"
event      = "resolved"
unit       = "share of time"
better     = "neither"
source     = "Pause share: paused time / (elapsed + paused time), in service hours"
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
"resolved without any service time passing" = "elapsed_seconds + paused_seconds = 0"
---*/
SELECT
    {dimensions},
    sum(paused_seconds) AS numerator,
    sum(elapsed_seconds + paused_seconds) AS denominator,
    count(*) AS n
FROM scoped
GROUP BY {dimensions}
