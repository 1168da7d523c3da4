/*---
title = "Updates of tickets, in canonical words"
grain = ["system", "ticket_id", "updated_at", "sequence", "told_by"]
needs = ["update_told", "value_map", "register_name"]
---*/
-- What each update says; null: it does not say. Words as in ticket_fact.
CREATE VIEW update_fact AS
SELECT
    u.system,
    u.ticket_id,
    u.updated_at,
    u.sequence,
    u.told_by,
    coalesce(split_part(state.meaning, '/', 1), u.state) AS state,
    coalesce(
        hold.meaning, u.hold_reason, nullif(split_part(state.meaning, '/', 2), '')
    ) AS hold_reason,
    coalesce(priority.meaning, u.priority) AS priority,
    coalesce(service_name.name, service.meaning, u.service) AS service,
    u.assignment_group,
    u.assigned_to,
    u.vendor
FROM update_told AS u
LEFT JOIN value_map AS state
    ON state.system = u.system AND state.field = 'state' AND state.word = lower(u.state)
LEFT JOIN value_map AS hold
    ON hold.system = u.system AND hold.field = 'hold_reason' AND hold.word = lower(u.hold_reason)
LEFT JOIN value_map AS priority
    ON priority.system = u.system
    AND priority.field = 'priority'
    AND priority.word = lower(u.priority)
LEFT JOIN value_map AS service
    ON service.system = u.system
    AND service.field = 'service'
    AND service.word = lower(u.service)
LEFT JOIN register_name AS service_name
    ON service_name.kind = 'service'
    AND service_name.written = coalesce(service.meaning, u.service);
