/*---
title = "Tickets of which a tool says something else, each with the class of the difference"
grain = ["ticket_no"]
needs = ["tool_verdict"]
---*/
-- By `domain/difference.py`; the slot is filled by `warehouse.second_opinion`.
-- `difference` classes the verdict and `due_difference` the due time; null: no
-- difference. `words` say what the tool does otherwise, and `is_proven` that
-- this also gives its own due time.
CREATE TABLE tool_difference AS
{differences};
