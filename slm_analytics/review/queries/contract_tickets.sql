-- The tickets a contract is guessed from, instants as seconds since 1970 UTC; follows `scoped`.
, moved AS (
    SELECT system, ticket_id
    FROM update_told
    GROUP BY system, ticket_id
    HAVING count(DISTINCT lower(priority)) > 1
)
SELECT
    s.system,
    s.ticket_id,
    s.priority,
    s.record_type,
    s.customer,
    epoch_ms(s.opened_at) // 1000 AS opened_at,
    epoch_ms(s.due_at) // 1000 AS due_at,
    epoch_ms(s.stopped_at) // 1000 AS resolved_at,
    s.made_sla,
    m.ticket_id IS NOT NULL AS changed
FROM scoped AS s
LEFT JOIN moved AS m ON m.system = s.system AND m.ticket_id = s.ticket_id
ORDER BY s.system, s.ticket_id
