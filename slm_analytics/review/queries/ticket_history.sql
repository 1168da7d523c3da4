-- The updates of one ticket, oldest first, in canonical words beside the tool's own.
SELECT
    u.updated_at,
    coalesce(split_part(m.meaning, '/', 1), u.state) AS state,
    u.state AS state_word,
    coalesce(h.meaning, u.hold_reason, nullif(split_part(m.meaning, '/', 2), '')) AS hold_reason,
    coalesce(p.meaning, u.priority) AS priority,
    u.service,
    u.assignment_group,
    u.assigned_to,
    u.vendor,
    u.made_sla
FROM update_told AS u
LEFT JOIN value_map AS m
    ON m.system = u.system AND m.field = 'state' AND m.word = lower(u.state)
LEFT JOIN value_map AS h
    ON h.system = u.system AND h.field = 'hold_reason' AND h.word = lower(u.hold_reason)
LEFT JOIN value_map AS p
    ON p.system = u.system AND p.field = 'priority' AND p.word = lower(u.priority)
WHERE u.system = $system AND u.ticket_id = $ticket_id
ORDER BY u.updated_at, u.sequence, u.told_by
