-- Open tickets, once for each line that is about them, with how far their clock has come.
-- The slots say which lines are asked, and which tickets, as in the verdicts.
WITH {line},
-- The few open clocks first, then their tickets alone: a condition beside the join reads them all.
clock AS MATERIALIZED (
    SELECT *
    FROM ticket_clock
    WHERE answer = 'open'
    UNION ALL
    SELECT *
    FROM ticket_clock
    WHERE answer = 'no target' AND ticket_no IN (SELECT rowid FROM ticket_fact WHERE is_open)
),
few AS MATERIALIZED (
    SELECT
        rowid AS place, system, ticket_id, customer, service, record_type, priority, state,
        hold_reason, category, assignment_group, vendor, site, is_vip, opened_at, opened_on,
        is_cancelled, is_duplicate, parent_id, load_id
    FROM ticket_fact
    WHERE rowid IN (SELECT ticket_no FROM clock)
),
waiting AS (
    SELECT c.*, t.*
    FROM clock AS c
    INNER JOIN few AS t ON t.place = c.ticket_no
    WHERE {counted}
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
