/*---
title      = "Median time to resolve, service hours"
definition = """
Half of the tickets resolved in the period took at most this long by the
resolution clock: hours in which service was agreed, pauses taken off. Where
the target changed on the way it is the time counted against the target that
decided."""
practice   = "incident management"
mart       = "clock_fact"
population = "clock = 'resolution'"
event      = "resolved"
unit       = "hours"
better     = "lower"
source     = "Business elapsed of the field's definitions: service hours, pauses taken off; exact quantile, linear between neighbours"
additive   = false
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
    percentile_cont(0.5) WITHIN GROUP (ORDER BY elapsed_seconds) AS value,
    count(*) AS n
FROM scoped
GROUP BY {dimensions}
