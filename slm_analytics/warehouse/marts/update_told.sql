/*---
title = "Updates of tickets in the words of their tools, from logs and from changes"
grain = ["system", "ticket_id", "updated_at", "sequence"]
needs = ["ticket_update", "change_update"]
---*/
-- Null: the update does not say. A sequence of 0 or less is no number of an update.
CREATE VIEW update_told AS
SELECT
    system, ticket_id, updated_at, sequence, state, hold_reason, priority, service,
    assignment_group, assigned_to, vendor, made_sla
FROM ticket_update
UNION ALL
SELECT
    system, ticket_id, updated_at, sequence, state, hold_reason, priority, service,
    assignment_group, assigned_to, vendor, NULL
FROM change_update;
