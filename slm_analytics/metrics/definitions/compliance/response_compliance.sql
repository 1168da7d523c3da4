/*---
title      = "Answered in time"
definition = """
Share of tickets opened in the period whose customer was answered within the
agreed time, in service hours: by the first response of the export, or by the
state that the target names; resolved without an answer counts as answered
then. A response clock never pauses."""
practice   = "service level management"
mart       = "clock_fact"
population = "clock = 'response'"
event      = "opened"
unit       = "share"
better     = "higher"
source     = "Response time compliance: met / (met + missed)"
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
