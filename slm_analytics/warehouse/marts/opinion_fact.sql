/*---
title = "Tickets with what their tools say of them, ready to be counted"
grain = ["system", "ticket_id"]
needs = ["ticket_fact", "tool_verdict", "tool_difference"]
---*/
-- One row per ticket of tool_verdict with all that is known of it. `answer`
-- and `made` are ours, `tool_made` is the tool's; `difference` and
-- `due_difference` class what differs.
CREATE VIEW opinion_fact AS
SELECT
    t.*,
    v.tool_made,
    v.answer,
    v.made,
    v.due_later_seconds,
    v.over_seconds,
    v.is_whole,
    d.difference,
    d.words,
    d.is_proven,
    d.due_difference,
    d.due_words
FROM tool_verdict AS v
INNER JOIN ticket_fact AS t ON t.rowid = v.ticket_no
LEFT JOIN tool_difference AS d ON d.ticket_no = v.ticket_no;
