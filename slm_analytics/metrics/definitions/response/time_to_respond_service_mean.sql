/*---
title      = "Mean time to respond, service hours"
definition = """
Mean service time that the response clock of the tickets opened in the period
ran: hours in which service was agreed, a response clock never pauses. Where
the target changed on the way it is the time counted against the target that
decided. A few very long tickets move it; the median is the steadier figure."""
practice   = "incident management"
mart       = "clock_fact"
population = "clock = 'response'"
event      = "opened"
unit       = "hours"
better     = "lower"
source     = "Time to first response in service hours; sum of hours / tickets"
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
    sum(elapsed_seconds) AS numerator,
    count(*) AS denominator
FROM scoped
GROUP BY {dimensions}
