/*---
title = "Updates of tickets in the words of their tools, from logs and from changes"
grain = ["system", "ticket_id", "updated_at", "sequence", "told_by"]
needs = ["ticket_update", "change_update"]
---*/
-- Null: the update does not say. A sequence of 0 or less is no number of an update. Where a log
-- (told_by 0) and changes (told_by 1) tell of the same second, the log goes first.
CREATE VIEW update_told AS
SELECT
    system, ticket_id, updated_at, sequence, state, hold_reason, priority, service,
    assignment_group, assigned_to, vendor, made_sla, 0::TINYINT AS told_by
FROM ticket_update
UNION ALL
SELECT
    system, ticket_id, updated_at, sequence, state, hold_reason, priority, service,
    assignment_group, assigned_to, vendor, NULL, 1
FROM change_update;
