-- Tickets that lines are about and do not count, in the months that they would have counted in:
-- how many are cancelled, duplicates or children, and how many of the cancelled ones were late.
-- The slots say which lines are asked, and which tickets, as in the verdicts.
WITH {line},
out AS (
    SELECT
        t.*,
        t.rowid::INTEGER AS ticket_no,
        coalesce(t.ended_on, t.opened_on) AS day,
        CASE
            WHEN t.is_cancelled THEN 'cancelled'
            WHEN t.is_duplicate THEN 'duplicate'
            ELSE 'child'
        END AS reason
    FROM ticket_fact AS t
    WHERE NOT ({counted})
        AND coalesce(t.ended_on, t.opened_on) >= $start
        AND coalesce(t.ended_on, t.opened_on) < $until
),
late AS (
    SELECT c.ticket_no, c.clock, c.holder
    FROM ticket_clock AS c
    WHERE c.is_late AND c.ticket_no IN (SELECT ticket_no FROM out WHERE is_cancelled)
    GROUP BY ALL
),
paired AS (
    SELECT o.*, l.number
    FROM out AS o
    INNER JOIN line AS l ON l.customer = o.customer
    UNION ALL
    SELECT o.*, l.number
    FROM out AS o
    INNER JOIN line AS l ON l.customer = ''
)
SELECT
    l.number,
    o.system,
    o.ticket_id,
    o.reason,
    o.day,
    a.ticket_no IS NOT NULL AND o.reason = 'cancelled' AS is_late
FROM paired AS o
INNER JOIN line AS l ON l.number = o.number
LEFT JOIN late AS a ON a.ticket_no = o.ticket_no AND a.clock = l.clock AND a.holder = l.holder
WHERE {population}
ORDER BY l.number, NOT is_late, o.reason, o.system, o.ticket_id
