/*---
title      = "Tool and recomputed verdict agree"
definition = """
Share of tickets ended in the period of which the tool's own verdict is that
recomputed from the ticket's history against what is agreed: both met, or both
missed. A ticket is missed when one of its cycles is. Cancelled tickets and
duplicates are among them: the tool has judged them too. Where both differ,
each ticket has the class of the difference."""
practice   = "service level management"
mart       = "opinion_fact"
event      = "resolved"
unit       = "share"
better     = "higher"
source     = "Second opinion: four-field table of the tool's verdict against the recomputed one"
hit        = "tool_made = made"
warn_below = 20
known_now  = "the tool's verdict"

[excluded]
"open: the tool's verdict is not final" = "is_open"
"no verdict of the tool" = "tool_made IS NULL"
"no target" = "answer = 'no target'"
"no data: its export does not tell what the clock needs" = "answer = 'no data'"
"the clock never started" = "answer = 'not started'"
"a cycle of it is still open" = "answer = 'open'"
---*/
SELECT
    {dimensions},
    count(*) FILTER (WHERE hit) AS numerator,
    count(*) AS denominator
FROM scoped
GROUP BY {dimensions}
