-- Open tickets, once for each line that is about them, with how far their clock has come.
-- The slots say which tickets, as in the verdicts.
WITH line AS (
    SELECT
        unnest($numbers::INTEGER[]) AS number,
        unnest($clocks::VARCHAR[]) AS clock,
        unnest($holders::VARCHAR[]) AS holder,
        unnest($customers::VARCHAR[]) AS customer,
        unnest($services::VARCHAR[][]) AS services,
        unnest($record_types::VARCHAR[][]) AS record_types,
        unnest($priorities::VARCHAR[][]) AS priorities,
        unnest($categories::VARCHAR[][]) AS categories,
        unnest($sites::VARCHAR[][]) AS sites,
        unnest($groups::VARCHAR[][]) AS groups
),
-- The few open clocks first; those without a target only of tickets that are open.
waiting AS (
    SELECT c.*, t.* EXCLUDE (due_at, due_on, elapsed_seconds, paused_seconds, stopped_at)
    FROM ticket_clock AS c
    INNER JOIN ticket_fact AS t ON t.rowid = c.ticket_no
    WHERE c.answer IN ('open', 'no target')
        AND (c.answer = 'open' OR t.is_open)
        AND {counted}
),
paired AS (
    SELECT w.*, l.number
    FROM waiting AS w
    INNER JOIN line AS l ON l.customer = w.customer AND l.clock = w.clock AND l.holder = w.holder
    UNION ALL
    SELECT w.*, l.number
    FROM waiting AS w
    INNER JOIN line AS l ON l.customer = '' AND l.clock = w.clock AND l.holder = w.holder
),
chosen AS (
    SELECT w.*
    FROM paired AS w
    INNER JOIN line AS l ON l.number = w.number
    WHERE {population}
)
SELECT
    w.number,
    w.system,
    w.ticket_id,
    s.short_description,
    w.customer,
    w.service,
    w.priority,
    w.state,
    w.hold_reason,
    w.assignment_group,
    w.vendor,
    w.site,
    w.answer,
    w.is_late,
    w.opened_at,
    w.opened_on,
    w.due_at,
    w.due_on,
    w.elapsed_seconds,
    w.allowed_seconds,
    w.target_line,
    d.zone
FROM chosen AS w
LEFT JOIN ticket AS s ON s.system = w.system AND s.ticket_id = w.ticket_id
LEFT JOIN load AS d ON d.load_id = w.load_id
ORDER BY w.number, w.due_at NULLS LAST, w.system, w.ticket_id
