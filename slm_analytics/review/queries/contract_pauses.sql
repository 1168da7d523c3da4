-- The spans in which a ticket waited for the customer, seconds since 1970 UTC; null: until now.
WITH moves AS (
    SELECT
        u.system,
        u.ticket_id,
        epoch_ms(u.updated_at) // 1000 AS start_at,
        lead(epoch_ms(u.updated_at) // 1000) OVER (
            PARTITION BY u.system, u.ticket_id ORDER BY u.updated_at, u.sequence, u.told_by
        ) AS until_at,
        split_part(s.meaning, '/', 1) AS state,
        coalesce(h.meaning, nullif(split_part(s.meaning, '/', 2), '')) AS hold_reason
    FROM update_told AS u
    LEFT JOIN value_map AS s
        ON s.system = u.system AND s.field = 'state' AND s.word = lower(u.state)
    LEFT JOIN value_map AS h
        ON h.system = u.system AND h.field = 'hold_reason' AND h.word = lower(u.hold_reason)
)
SELECT system, ticket_id, start_at, until_at
FROM moves
WHERE state = 'on_hold' AND hold_reason = 'awaiting_customer'
